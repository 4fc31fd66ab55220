package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.UserFailureException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads parameters whose values are the constants of an enum: {@code DRY_RUN} is dryRun. */
final class Choices {

  private Choices() {}

  /**
   * Reads the value of a parameter, ignoring case.
   *
   * @param parameter the parameter's name, for the message if there is no such value
   */
  static <E extends Enum<E>> E parse(String parameter, String text, Class<E> type)
      throws UserFailureException {
    return Stream.of(type.getEnumConstants())
        .filter(choice -> value(choice).equalsIgnoreCase(text.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new UserFailureException(
                    "%s is \"%s\".%nSet it to one of %s."
                        .formatted(
                            parameter,
                            text,
                            Stream.of(type.getEnumConstants())
                                .map(Choices::value)
                                .collect(Collectors.joining(", ")))));
  }

  private static String value(Enum<?> choice) {
    String[] words = choice.name().split("_", -1);
    return Stream.of(words)
        .skip(1)
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining("", words[0].toLowerCase(Locale.ROOT), ""));
  }
}
