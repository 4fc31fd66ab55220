package io.github.miragemaven.mirage;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a unikernel is told when it boots, for the loader's {@code kernel} line.
 *
 * <p>A name of one letter is written {@code -l VALUE}, a longer one {@code --name=VALUE}, and one
 * with an empty value alone. The unikernel splits the line at spaces; a double quote keeps what
 * follows together, and a backslash takes the next character as it is ({@code parse_argv} in
 * mirage-bootvar).
 *
 * @param arguments the arguments by name, without hyphens in front, in the order of their names
 */
public record BootArguments(SortedMap<String, String> arguments) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

  /** Copies the arguments. */
  public BootArguments {
    arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
  }

  /**
   * The arguments that the user gave, and those of the network.
   *
   * @throws MirageException for a name that is none, a value with a control character, or an
   *     address given twice
   */
  public static BootArguments of(Map<String, String> arguments, Network network)
      throws MirageException {
    SortedMap<String, String> all = new TreeMap<>();
    for (Map.Entry<String, String> argument : arguments.entrySet()) {
      String name = argument.getKey();
      String value = argument.getValue() == null ? "" : argument.getValue();
      if (!NAME.matcher(name).matches()) {
        throw new MirageException(
            "<bootArguments> names '"
                + name
                + "'.\nWrite names without the hyphens in front, in letters, digits and hyphens:"
                + " <http-port>8080</http-port>, <l>*:info</l>.");
      }
      if (value.chars().anyMatch(Character::isISOControl)) {
        throw new MirageException(
            "The boot argument "
                + name
                + " holds a line break or another control character, which no loader can pass"
                + " on.\nChange its value in <bootArguments>.");
      }
      all.put(name, value);
    }
    for (Map.Entry<String, String> argument : network.bootArguments().entrySet()) {
      String other = all.put(argument.getKey(), argument.getValue());
      if (other != null && !other.equals(argument.getValue())) {
        throw new MirageException(
            "The boot argument "
                + argument.getKey()
                + " is "
                + other
                + " in <bootArguments> and "
                + argument.getValue()
                + " in <ipv4> or <ipv4Gateway>.\nGive it once.");
      }
    }
    return new BootArguments(all);
  }

  /** The words of the kernel's command line. */
  public List<String> words() {
    return arguments.entrySet().stream()
        .flatMap(argument -> words(argument.getKey(), argument.getValue()))
        .toList();
  }

  private static Stream<String> words(String name, String value) {
    boolean letter = name.length() == 1;
    String option = (letter ? "-" : "--") + name;
    if (value.isEmpty()) {
      return Stream.of(option);
    }
    return letter ? Stream.of(option, value) : Stream.of(option + "=" + value);
  }
}
