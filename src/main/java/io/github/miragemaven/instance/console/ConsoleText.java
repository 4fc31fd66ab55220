package io.github.miragemaven.instance.console;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A console's readable text, without control sequences (ECMA-48, section 5.4), blank lines and menu
 * frames.
 *
 * @param lines the lines that are not blank, each at most {@value #MAX_LENGTH} characters long
 */
record ConsoleText(List<String> lines) {

  /** Maximum length of a line; longer lines are not readable anyway. */
  private static final int MAX_LENGTH = 400;

  /** Moving the cursor (CUP, HVP) and erasing (ED) end a line. */
  private static final Pattern MOVE = Pattern.compile("\u001B\\[[0-9;]{0,20}[HfJ]");

  private static final Pattern SEQUENCE =
      Pattern.compile("\u001B(?:\\[[0-?]{0,40}[ -/]{0,8}[@-~]|[ -/]{0,8}[0-Z\\\\-~])");

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\t\n\r]]|\uFFFD");
  private static final Pattern LINE_END = Pattern.compile("[\r\n]+");

  /** A blank line, or part of the frame around a menu. */
  private static final Pattern FRAME = Pattern.compile("[|+\\-\\s]*");

  ConsoleText {
    lines = List.copyOf(lines);
  }

  static ConsoleText of(String raw) {
    String moved = MOVE.matcher(raw).replaceAll("\n");
    String plain = CONTROL.matcher(SEQUENCE.matcher(moved).replaceAll("")).replaceAll("");
    return new ConsoleText(
        LINE_END
            .splitAsStream(plain)
            .map(line -> line.substring(0, Math.min(line.length(), MAX_LENGTH)).stripTrailing())
            .filter(line -> !FRAME.matcher(line).matches())
            .toList());
  }

  /** Returns the last lines. */
  List<String> last(int count) {
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }
}
