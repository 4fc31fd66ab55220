package io.github.miragemaven.image;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A kernel's command line: words with a space between them. A word with a space in it stands in
 * double quotes; double quotes and backslashes in a word have a backslash before them. MirageOS
 * splits it into words again (its library parse-argv).
 */
public final class CommandLine {

  private CommandLine() {}

  /** The words as one line. */
  public static String of(List<String> words) {
    return words.stream().map(CommandLine::word).collect(Collectors.joining(" "));
  }

  /** One word of the line. */
  public static String word(String word) {
    String escaped = word.replace("\\", "\\\\").replace("\"", "\\\"");
    return word.isEmpty() || word.indexOf(' ') >= 0 ? '"' + escaped + '"' : escaped;
  }
}
