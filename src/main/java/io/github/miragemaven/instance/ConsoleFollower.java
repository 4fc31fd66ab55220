package io.github.miragemaven.instance;

import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.incremental.Replacement;
import io.github.miragemaven.instance.console.Diagnosis;
import io.github.miragemaven.instance.console.InstanceFacts;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;

/** Prints an instance's console as it grows, each complete line once. */
final class ConsoleFollower {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /**
   * Number of characters used to find the current position after EC2 dropped the beginning of the
   * text.
   */
  private static final int OVERLAP = 400;

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

  ConsoleFollower(Instances instances, String id, Execution execution) {
    this.instances = instances;
    this.id = id;
    this.progress = execution.progress();
    this.time = execution.time();
  }

  /** Reads the console and prints new lines. Does nothing within a few seconds of the last call. */
  void update() {
    if (!refused && !time.now().isBefore(next)) {
      read();
      next = time.now().plus(INTERVAL);
    }
  }

  /**
   * Reads the whole console. A console that cannot be read causes one warning and does not fail the
   * launch.
   */
  String read() {
    try {
      append(instances.console(id));
    } catch (SdkException e) {
      String reason = CallFailure.of(e).message();
      if (!refused) {
        progress.warn("The console of %s cannot be read: %s".formatted(id, reason));
      }
      refused = true;
    }
    return text;
  }

  /** Returns the console's text so far. */
  String text() {
    return text;
  }

  /** Returns whether the console shows that this boot has failed for good. */
  boolean hasFailed() {
    return Diagnosis.of(text, InstanceFacts.unknown()).isFinal();
  }

  /** Saves the text to {@code console.log} in a directory. */
  void save(Path directory) throws IOException {
    Replacement.of(directory.resolve("console.log"), text);
  }

  /**
   * Reads the console for the last time, and also prints an incomplete last line, such as a prompt.
   */
  String readLast() {
    read();
    show(text.length());
    return text;
  }

  private void append(String now) {
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

  /** Finds how much of a new text is already printed: EC2 drops the beginning of a long text. */
  private int shownOf(String now) {
    String before = text.substring(0, shown);
    if (now.startsWith(before)) {
      return shown;
    }
    String tail = before.substring(Math.max(0, before.length() - OVERLAP));
    int found = now.lastIndexOf(tail);
    return found < 0 ? 0 : found + tail.length();
  }
}
