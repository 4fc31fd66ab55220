package io.github.miragemaven.instance.console;

import io.github.miragemaven.kernel.Virtualization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Diagnosis of a console.
 *
 * @param cause the cause
 * @param summary the cause in a sentence
 * @param line the line that determined the cause; empty if none did
 * @param advice a suggestion, in a sentence or two
 * @param lastLines the console's last lines, at most {@value #MAX_LAST_LINES}
 */
public record Diagnosis(
    Cause cause, String summary, Optional<String> line, String advice, List<String> lastLines) {

  static final int MAX_LAST_LINES = 12;

  /** Minimum number of boots in a reboot loop; fewer may be intended. */
  private static final int MIN_LOOP = 3;

  /** Copies the lines. */
  public Diagnosis {
    lastLines = List.copyOf(lastLines);
  }

  /**
   * Diagnoses a console by the furthest stage that its last boot reached.
   *
   * @param console the console's text, which may be empty or lack its beginning
   */
  public static Diagnosis of(String console, InstanceFacts known) {
    ConsoleText text = ConsoleText.of(console);
    List<String> last = text.last(MAX_LAST_LINES);
    List<Boot> boots = Boot.of(text.lines());
    Optional<Boot> loop = commonEnd(boots);
    if (loop.isPresent()) {
      Diagnosis each = of(loop.get(), last, known);
      String summary =
          "%s (%d boots on this console). Each time: %s"
              .formatted(Cause.REBOOT_LOOP.summary(), boots.size(), each.summary);
      return new Diagnosis(Cause.REBOOT_LOOP, summary, each.line, each.advice, last);
    }
    return of(boots.get(boots.size() - 1), last, known);
  }

  /**
   * Returns a boot of a reboot loop: many boots with the same cause, of which the last may still be
   * running.
   */
  private static Optional<Boot> commonEnd(List<Boot> boots) {
    Boot first = boots.get(0);
    Boot last = boots.get(boots.size() - 1);
    boolean lastIsUnderWay = last.stage().compareTo(first.stage()) < 0;
    List<Boot> ended = lastIsUnderWay ? boots.subList(0, boots.size() - 1) : boots;
    boolean loop =
        ended.size() >= MIN_LOOP && ended.stream().allMatch(boot -> boot.cause() == first.cause());
    return loop ? Optional.of(first) : Optional.empty();
  }

  static Diagnosis of(Boot boot, List<String> last, InstanceFacts known) {
    Cause cause = last.isEmpty() ? Cause.EMPTY : boot.cause();
    boolean addressed = boot.stage() == Stage.ADDRESS || boot.stage() == Stage.LISTENING;
    if (known.isConnected() && boot.stage() != Stage.END) {
      cause = Cause.LISTENING;
    } else if (addressed && known.isBlocked()) {
      cause = Cause.NOT_ADMITTED;
    } else if (cause == Cause.LISTENING && known.connected().isPresent()) {
      cause = Cause.NOT_REACHED;
    }
    return new Diagnosis(cause, summary(cause, known), boot.line(), advice(cause, known), last);
  }

  private static String summary(Cause cause, InstanceFacts known) {
    boolean diagnosed = cause != Cause.EMPTY && cause != Cause.UNKNOWN;
    return cause.summary() + (diagnosed || known.running() ? "" : " The instance is not running.");
  }

  private static String advice(Cause cause, InstanceFacts known) {
    boolean mayBeOld = known.old() && cause.stage() != Stage.END && cause != Cause.LISTENING;
    boolean mayBeInvisible =
        cause == Cause.NO_BANNER && known.virtualization().equals(Optional.of(Virtualization.HVM));
    return cause.advice()
        + (mayBeInvisible
            ? " EC2 may not show the output of a Xen kernel on hvm, so also verify the site: mvn"
                + " mirage:verify."
            : "")
        + (mayBeOld
            ? " This text may be outdated: EC2 updates the console of a Xen instance when it stops,"
                + " so stop it and read the console again."
            : "");
  }

  /** Returns whether the console shows no problem. */
  public boolean isWell() {
    return cause == Cause.LISTENING;
  }

  /** Returns whether the boot has failed for good, so that waiting does not help. */
  public boolean isFinal() {
    return cause.stage() == Stage.LOADER_FAILED || cause.stage() == Stage.END;
  }

  /** Returns whether the kernel exited with status 0. */
  boolean exitedNormally() {
    return cause == Cause.ENDED && line.filter(text -> text.contains("solo5_exit(0)")).isPresent();
  }

  /** Returns whether the boot loader failed, which then waits for a key. */
  public boolean isOfLoader() {
    return cause.stage() == Stage.LOADER_FAILED;
  }

  /** Formats the message for the user: the cause, the line that shows it, and advice. */
  public String message() {
    return summary
        + line.map(text -> "%n  > %s".formatted(text)).orElse("")
        + System.lineSeparator()
        + advice;
  }

  /** Formats the message, followed by the console's last lines. */
  public List<String> report() {
    List<String> lines = new ArrayList<>(message().lines().toList());
    if (!lastLines.isEmpty()) {
      lines.add("The console's last lines:");
      lastLines.forEach(text -> lines.add("  | " + text));
    }
    return lines;
  }
}
