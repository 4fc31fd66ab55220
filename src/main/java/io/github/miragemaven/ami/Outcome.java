package io.github.miragemaven.ami;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What came of something in a region.
 *
 * @param region the region
 * @param value what came of it, if it succeeded
 * @param failure the reason, if it did not
 * @param <T> what was to come of it
 */
public record Outcome<T>(String region, Optional<T> value, Optional<FailureException> failure) {

  /** A success. */
  public static <T> Outcome<T> success(String region, T value) {
    return new Outcome<>(region, Optional.of(value), Optional.empty());
  }

  /** A failure. */
  public static <T> Outcome<T> failure(String region, FailureException failure) {
    return new Outcome<>(region, Optional.empty(), Optional.of(failure));
  }

  /**
   * Fails if something has failed in any region.
   *
   * @throws FailureException the failure of the only region, or one that names them all
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
    boolean mendable = failures.stream().allMatch(UserFailureException.class::isInstance);
    FailureException all =
        mendable ? new UserFailureException(message) : new EnvironmentFailureException(message);
    failures.forEach(all::addSuppressed);
    throw all;
  }
}
