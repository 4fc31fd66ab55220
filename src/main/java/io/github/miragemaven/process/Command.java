package io.github.miragemaven.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command line of an external program.
 *
 * @param words the program and its arguments
 * @param directory the working directory
 * @param environment variables to set, in addition to this process's environment
 */
public record Command(List<String> words, Path directory, Map<String, String> environment) {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /** Copies the arguments; a command has at least one word. */
  public Command {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("A command needs a program");
    }
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  /** A command with this process's environment. */
  public static Command of(Path directory, List<String> words) {
    return new Command(words, directory, Map.of());
  }

  /** A command with this process's environment. */
  public static Command of(Path directory, String... words) {
    return of(directory, List.of(words));
  }

  /** A copy of this command with another variable in its environment. */
  public Command with(String variable, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(variable, value);
    return new Command(words, directory, more);
  }

  /** The program's name, as in the command line. */
  public String program() {
    return words.get(0);
  }

  /** The command line, quoted for a POSIX shell. */
  public String shellWords() {
    return words.stream().map(Command::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
