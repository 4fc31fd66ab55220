package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.ServiceError;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The filters of a Describe operation: all must match, each with one of its values; {@code *} and
 * {@code ?} are wildcards.
 *
 * @param <T> the type of the described resources
 */
final class Filters<T> {

  private static final int MAX_VALUES = 200;

  private final Map<String, Function<T, Collection<String>>> known;
  private final Function<T, Map<String, String>> tags;

  /**
   * Creates the filters of an operation.
   *
   * @param known the attributes by filter name
   * @param tags the tags for tag filters
   */
  Filters(
      Map<String, Function<T, Collection<String>>> known, Function<T, Map<String, String>> tags) {
    this.known = known;
    this.tags = tags;
  }

  /** Parses the filters of a request. */
  Predicate<T> of(Query query) throws ServiceError {
    Predicate<T> all = thing -> true;
    for (Query filter : query.structures("Filter")) {
      String name = filter.required("Name");
      List<String> values = filter.texts("Value");
      if (values.isEmpty() || values.size() > MAX_VALUES) {
        throw Ec2Errors.invalidValue(
            "The filter '%s' must have 1 to %d values".formatted(name, MAX_VALUES));
      }
      Function<T, Collection<String>> looksAt =
          property(name)
              .orElseThrow(() -> Ec2Errors.invalidValue("The filter '" + name + "' is invalid"));
      List<Pattern> patterns = values.stream().map(Filters::pattern).toList();
      all =
          all.and(
              thing ->
                  looksAt.apply(thing).stream()
                      .anyMatch(
                          seen ->
                              patterns.stream()
                                  .anyMatch(pattern -> pattern.matcher(seen).matches())));
    }
    return all;
  }

  private Optional<Function<T, Collection<String>>> property(String name) {
    if (name.equals("tag-key")) {
      return Optional.of(thing -> tags.apply(thing).keySet());
    }
    if (name.startsWith("tag:")) {
      String key = name.substring("tag:".length());
      return Optional.of(
          thing -> Optional.ofNullable(tags.apply(thing).get(key)).stream().toList());
    }
    return Optional.ofNullable(known.get(name));
  }

  /** Compiles a value to a pattern. A backslash escapes a wildcard. */
  private static Pattern pattern(String value) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '*') {
        pattern.append(".*");
      } else if (c == '?') {
        pattern.append('.');
      } else {
        char literal = c == '\\' && i + 1 < value.length() ? value.charAt(++i) : c;
        pattern.append(Pattern.quote(String.valueOf(literal)));
      }
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL);
  }
}
