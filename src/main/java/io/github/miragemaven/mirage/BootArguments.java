package io.github.miragemaven.mirage;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A unikernel's boot arguments, for the loader's {@code kernel} line.
 *
 * <p>One-letter names are written as {@code -l VALUE}, longer ones as {@code --name=VALUE}, and
 * names with an empty value without one. The unikernel splits the line at spaces, except within
 * double quotes; a backslash escapes the next character ({@code parse_argv} in mirage-bootvar).
 *
 * @param arguments the arguments by name, without leading hyphens, sorted by name
 */
public record BootArguments(SortedMap<String, String> arguments) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

  /** Copies the arguments. */
  public BootArguments {
    arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
  }

  /**
   * The user's arguments and those of the network.
   *
   * @throws MirageException for an invalid name, a value with a control character, or two addresses
   */
  public static BootArguments of(Map<String, String> arguments, Network network)
      throws MirageException {
    SortedMap<String, String> all = new TreeMap<>();
    for (Map.Entry<String, String> argument : arguments.entrySet()) {
      String name = argument.getKey();
      String value = argument.getValue() == null ? "" : argument.getValue();
      if (!NAME.matcher(name).matches()) {
        throw new MirageException(
            "<bootArguments> contains '%s'.\nUse names of letters, digits and hyphens, without leading hyphens: <http-port>8080</http-port>, <l>*:info</l>."
                .formatted(name));
      }
      if (value.chars().anyMatch(Character::isISOControl)) {
        throw new MirageException(
            "The boot argument %s contains a line break or another control character, which no boot loader can pass on.\nChange its value in <bootArguments>."
                .formatted(name));
      }
      all.put(name, value);
    }
    for (Map.Entry<String, String> argument : network.bootArguments().entrySet()) {
      String other = all.put(argument.getKey(), argument.getValue());
      if (other != null && !other.equals(argument.getValue())) {
        throw new MirageException(
            "The boot argument %s is %s in <bootArguments> and %s in <ipv4> or <ipv4Gateway>.\nRemove one of them."
                .formatted(argument.getKey(), other, argument.getValue()));
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
