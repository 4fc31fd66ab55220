package io.github.miragemaven.ami;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The outcome of work in a region: a result, a failure, or both if a later step failed.
 *
 * @param region the region's name
 * @param value the result
 * @param failure the failure
 * @param <T> the type of the result
 */
public record Outcome<T>(String region, Optional<T> value, Optional<FailureException> failure) {

  /** Creates the outcome of work that succeeded. */
  public static <T> Outcome<T> success(String region, T value) {
    return new Outcome<>(region, Optional.of(value), Optional.empty());
  }

  /** Creates the outcome of work that failed. */
  public static <T> Outcome<T> failure(String region, FailureException failure) {
    return new Outcome<>(region, Optional.empty(), Optional.of(failure));
  }

  /**
   * Requires that no region has failed.
   *
   * @throws FailureException the failure of the only region, or one that lists all failures
   */
  public static <T> void requireSuccess(List<Outcome<T>> outcomes) throws FailureException {
    List<FailureException> failures =
        outcomes.stream().flatMap(outcome -> outcome.failure().stream()).toList();
    if (failures.isEmpty()) {
      return;
    }
    if (outcomes.size() == 1) {
      throw failures.get(0);
    }
    String message =
        "%d of %d regions failed.%n%s"
            .formatted(
                failures.size(),
                outcomes.size(),
                outcomes.stream()
                    .filter(outcome -> outcome.failure().isPresent())
                    .map(outcome -> outcome.region() + ": " + outcome.failure().get().getMessage())
                    .collect(Collectors.joining(System.lineSeparator())));
    boolean userErrors = failures.stream().allMatch(UserFailureException.class::isInstance);
    FailureException all =
        userErrors ? new UserFailureException(message) : new EnvironmentFailureException(message);
    failures.forEach(all::addSuppressed);
    throw all;
  }
}
