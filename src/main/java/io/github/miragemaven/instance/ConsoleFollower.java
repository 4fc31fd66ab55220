package io.github.miragemaven.instance;

import io.github.miragemaven.aws.Time;
import io.github.miragemaven.instance.console.Diagnosis;
import io.github.miragemaven.instance.console.InstanceFacts;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Shows an instance's console as it grows: each whole line once. */
final class ConsoleFollower {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** So many characters tell where in the text we were, when its beginning was dropped. */
  private static final int KNOWN = 400;

  /** Control sequences of terminals (ECMA-48, section 5.4), and all other control characters. */
  private static final Pattern CONTROL =
      Pattern.compile("\\u001B\\[[0-?]*[ -/]*[@-~]|[\\p{Cntrl}&&[^\\t\\n]]");

  private final Instances instances;
  private final String id;
  private final Progress progress;
  private final Time time;
  private Instant next = Instant.MIN;
  private String text = "";
  private int shown;
  private boolean refused;

  ConsoleFollower(Instances instances, String id, Progress progress, Time time) {
    this.instances = instances;
    this.id = id;
    this.progress = progress;
    this.time = time;
  }

  /** Looks whether there is more, and shows it. Does nothing a few seconds after it has looked. */
  void look() {
    if (!refused && !time.now().isBefore(next)) {
      read();
      next = time.now().plus(INTERVAL);
    }
  }

  /**
   * All that the console has shown, now. A console that cannot be read is told of once, and is no
   * reason to give up an instance.
   */
  String read() {
    try {
      take(instances.console(id));
    } catch (AbortedException e) {
      throw e;
    } catch (SdkException e) {
      if (!refused) {
        progress.warn("The console of %s cannot be read: %s".formatted(id, e.getMessage()));
      }
      refused = true;
    }
    return text;
  }

  /** What the console has shown so far. */
  String text() {
    return text;
  }

  /** Whether the console tells that no boot will come of this one. */
  boolean tellsTheEnd() {
    return Diagnosis.of(text, InstanceFacts.unknown()).isFinal();
  }

  /** Keeps the text in {@code console.log} of a directory. */
  void save(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("console.log"), text);
  }

  /** The same, for the last time: a line without an end, such as a prompt, is shown too. */
  String readToTheEnd() {
    read();
    show(text.length());
    return text;
  }

  private void take(String now) {
    if (!now.isBlank()) {
      shown = shownOf(now);
      text = now;
      show(now.lastIndexOf('\n') + 1);
    }
  }

  private void show(int end) {
    if (end > shown) {
      CONTROL
          .matcher(text.substring(shown, end).replace("\r", ""))
          .replaceAll("")
          .lines()
          .filter(line -> !line.isBlank())
          .forEach(progress::output);
      shown = end;
    }
  }

  /** How much of a newer text was shown: EC2 drops the beginning of a long one. */
  private int shownOf(String now) {
    String before = text.substring(0, shown);
    if (now.startsWith(before)) {
      return shown;
    }
    String tail = before.substring(Math.max(0, before.length() - KNOWN));
    int found = now.lastIndexOf(tail);
    return found < 0 ? 0 : found + tail.length();
  }
}
