package io.github.miragemaven.instance.verify;

import io.github.miragemaven.failure.UserFailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A set of TCP ports.
 *
 * @param numbers the ports, sorted, each from 1 to 65535
 */
public record Ports(List<Integer> numbers) {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:\\s*-\\s*(\\d{1,5}))?");
  private static final int LAST = 65535;

  /** No ports. */
  public static final Ports NONE = new Ports(List.of());

  /** Consecutive ports. */
  public record Range(int first, int last) {}

  /** Sorts the ports and removes duplicates. */
  public Ports {
    numbers = List.copyOf(new TreeSet<>(numbers));
  }

  /**
   * Reads a list of ports and ranges, such as {@code 22,8000-8100}.
   *
   * @param parameter the parameter's name, for the message if the text is not valid
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
            "%s is \"%s\", but \"%s\" is not a TCP port or a range.%nSet it to ports from 1 to %d and ranges, such as 80,443,8000-8010."
                .formatted(parameter, text, part.strip(), LAST));
      }
      for (int port = first; port <= last; port++) {
        numbers.add(port);
      }
    }
    return new Ports(List.copyOf(numbers));
  }

  /** Returns a copy without one port. */
  public Ports without(int port) {
    return new Ports(numbers.stream().filter(number -> number != port).toList());
  }

  /** Returns the smallest number of ranges that cover these ports. */
  public List<Range> ranges() {
    List<Range> ranges = new ArrayList<>();
    for (int port : numbers) {
      Range last = ranges.isEmpty() ? new Range(0, 0) : ranges.get(ranges.size() - 1);
      if (!ranges.isEmpty() && last.last() == port - 1) {
        ranges.set(ranges.size() - 1, new Range(last.first(), port));
      } else {
        ranges.add(new Range(port, port));
      }
    }
    return ranges;
  }

  /** Formats the ports for {@link #parse}, with as few ranges as possible. */
  public String text() {
    return ranges().stream()
        .map(one -> one.first() == one.last() ? "" + one.first() : one.first() + "-" + one.last())
        .collect(Collectors.joining(","));
  }
}
