package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Anomaly;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A page of a Describe operation's results.
 *
 * @param <T> the type of the described resources
 * @param items the results on the page
 * @param nextToken the token for the next page, if any
 */
record Page<T>(List<T> items, Optional<String> nextToken) {

  private static final int MAX_RESULTS = 1000;
  private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(60);

  /**
   * The paging parameters of a request.
   *
   * @param query the request
   * @param region the region that issues the tokens
   * @param start the number of results before the page
   * @param limit the maximum number of results on the page
   */
  record Asked(Query query, RegionContext region, int start, int limit) {

    /** Returns the page of these results. */
    <T> Page<T> of(List<T> results) throws ServiceError {
      if (query.shows(Anomaly.EMPTY_RESULT)) {
        return new Page<>(List.of(), Optional.empty());
      }
      if (query.shows(Anomaly.EMPTY_PAGE)) {
        return new Page<>(List.of(), Optional.of(token(start)));
      }
      int from = Math.min(start, results.size());
      int to = Math.min(from + limit, results.size());
      return new Page<>(
          results.subList(from, to),
          to < results.size() ? Optional.of(token(to)) : Optional.empty());
    }

    private String token(int from) throws ServiceError {
      String text = from + " in " + query.required("Action");
      return region.tokens().seal(text, TOKEN_LIFETIME);
    }
  }

  /** Parses the paging parameters; without them everything is on one page. */
  static Asked asked(Query query, RegionContext region, int minimum) throws ServiceError {
    Optional<Integer> limit = query.number("MaxResults");
    if (limit.isPresent() && (limit.get() < minimum || limit.get() > MAX_RESULTS)) {
      throw Ec2Errors.invalidValue(
          "Value ( %d ) for parameter maxResults is invalid. Expecting a value from %d to %d."
              .formatted(limit.get(), minimum, MAX_RESULTS));
    }
    Optional<String> token = query.text("NextToken");
    int start = 0;
    if (token.isPresent()) {
      String list = " in " + query.required("Action");
      start =
          region
              .tokens()
              .open(token.get())
              .filter(text -> text.endsWith(list))
              .map(text -> Integer.parseInt(text.substring(0, text.indexOf(' '))))
              .orElseThrow(() -> Ec2Errors.invalidValue("Unable to parse pagination token"));
    }
    return new Asked(query, region, start, limit.orElse(MAX_RESULTS));
  }
}
