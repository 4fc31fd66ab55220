package io.github.miragemaven.image;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Formats a kernel's command line as MirageOS's library parse-argv parses it: words are separated
 * by spaces, a word with a space is enclosed in double quotes, and double quotes and backslashes
 * are escaped with a backslash.
 */
public final class CommandLine {

  private CommandLine() {}

  /** Returns the command line with these words. */
  public static String of(List<String> words) {
    return words.stream().map(CommandLine::word).collect(Collectors.joining(" "));
  }

  /** Returns a word, quoted and escaped as needed. */
  public static String word(String word) {
    String escaped = word.replace("\\", "\\\\").replace("\"", "\\\"");
    return word.isEmpty() || word.indexOf(' ') >= 0 ? '"' + escaped + '"' : escaped;
  }
}
