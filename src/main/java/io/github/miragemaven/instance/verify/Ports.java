package io.github.miragemaven.instance.verify;

import io.github.miragemaven.failure.UserFailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TCP ports.
 *
 * @param numbers each from 1 to 65535, in order
 */
public record Ports(List<Integer> numbers) {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:\\s*-\\s*(\\d{1,5}))?");
  private static final int LAST = 65535;

  /** None. */
  public static final Ports NONE = new Ports(List.of());

  /** Puts them in order. */
  public Ports {
    numbers = List.copyOf(new TreeSet<>(numbers));
  }

  /**
   * The ports that a text such as {@code 22,8000-8100} names.
   *
   * @param parameter the parameter it is the value of, for the message if it names none
   */
  public static Ports parse(String parameter, String text) throws UserFailureException {
    NavigableSet<Integer> numbers = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      Matcher range = RANGE.matcher(part.strip());
      boolean known = range.matches();
      int first = known ? Integer.parseInt(range.group(1)) : 0;
      int last = known && range.group(2) != null ? Integer.parseInt(range.group(2)) : first;
      if (first < 1 || last < first || last > LAST) {
        throw new UserFailureException(
            "%s is \"%s\", and \"%s\" names no TCP ports.%nWrite ports from 1 to %d and ranges of them, such as 22,8000-8100."
                .formatted(parameter, text, part.strip(), LAST));
      }
      for (int port = first; port <= last; port++) {
        numbers.add(port);
      }
    }
    return new Ports(List.copyOf(numbers));
  }

  /** These without that one. */
  public Ports without(int port) {
    return new Ports(numbers.stream().filter(number -> number != port).toList());
  }

  /** As {@link #parse} reads them, in as few ranges as possible. */
  public String text() {
    List<String> ranges = new ArrayList<>();
    int first = 0;
    for (int i = 0; i < numbers.size(); i++) {
      int port = numbers.get(i);
      boolean begins = i == 0 || numbers.get(i - 1) != port - 1;
      boolean ends = i == numbers.size() - 1 || numbers.get(i + 1) != port + 1;
      first = begins ? port : first;
      if (ends) {
        ranges.add(first == port ? Integer.toString(port) : first + "-" + port);
      }
    }
    return String.join(",", ranges);
  }
}
