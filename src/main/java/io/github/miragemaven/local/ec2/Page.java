package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One page of a Describe operation's results.
 *
 * @param <T> what is described
 * @param items what is on the page
 * @param nextToken asks for the next page
 */
record Page<T>(List<T> items, Optional<String> nextToken) {

  private static final int MAX_RESULTS = 1000;
  private static final Pattern TOKEN = Pattern.compile("from ([0-9]{1,9}) of (.+)");

  /**
   * What a request asks to see of a page.
   *
   * @param start how many results come before it
   * @param limit how many it may have
   * @param operation whose tokens it takes
   */
  record Asked(int start, int limit, String operation) {

    /** The page of these results. */
    <T> Page<T> of(List<T> results) {
      int from = Math.min(start, results.size());
      int to = Math.min(from + limit, results.size());
      return new Page<>(
          results.subList(from, to),
          to < results.size() ? Optional.of(token(to, operation)) : Optional.empty());
    }
  }

  /** Reads the paging parameters; without them everything is on one page. */
  static Asked asked(Query query, int minimum) throws Refusal {
    String operation = query.required("Action");
    Optional<Integer> limit = query.number("MaxResults");
    if (limit.isPresent() && (limit.get() < minimum || limit.get() > MAX_RESULTS)) {
      throw Ec2Errors.invalidValue(
          "Value ( %d ) for parameter maxResults is invalid. Expecting a value from %d to %d."
              .formatted(limit.get(), minimum, MAX_RESULTS));
    }
    Optional<String> token = query.text("NextToken");
    int start = token.isPresent() ? start(token.get(), operation) : 0;
    return new Asked(
        start, limit.orElse(token.isPresent() ? MAX_RESULTS : Integer.MAX_VALUE / 2), operation);
  }

  private static String token(int start, String operation) {
    byte[] text = ("from " + start + " of " + operation).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(text);
  }

  private static int start(String token, String operation) throws Refusal {
    try {
      String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
      Matcher parts = TOKEN.matcher(text);
      if (parts.matches() && parts.group(2).equals(operation)) {
        return Integer.parseInt(parts.group(1));
      }
    } catch (IllegalArgumentException e) {
      throw invalidToken();
    }
    throw invalidToken();
  }

  private static Refusal invalidToken() {
    return Ec2Errors.invalidValue("Unable to parse pagination token");
  }
}
