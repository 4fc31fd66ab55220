package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Checks whether a deployment would exceed quotas, in the background. A quota that the caller may
 * not read, or that Service Quotas does not list, is left for AWS to enforce.
 */
final class QuotaCheck {

  /** Quotas above this, such as the usual ones, are not checked: counting would take too long. */
  private static final long COUNTABLE = 10_000;

  private final AwsRegion region;
  private final Progress progress;
  private final List<Future<Optional<String>>> refusals = new ArrayList<>();

  QuotaCheck(AwsRegion region, Progress progress) {
    this.region = region;
    this.progress = progress;
  }

  /** Starts to check a quota. */
  void start(Quota quota) {
    refusals.add(
        CompletableFuture.supplyAsync(
            () -> refusal(quota),
            check -> {
              Thread thread = new Thread(check, "mirage-quotas");
              thread.setDaemon(true);
              thread.start();
            }));
  }

  /**
   * Waits for the checks.
   *
   * @throws UserFailureException if a quota is used up
   */
  void require() throws UserFailureException, InterruptedException {
    for (Future<Optional<String>> future : refusals) {
      try {
        Optional<String> refusal = future.get();
        if (refusal.isPresent()) {
          throw new UserFailureException(refusal.get());
        }
      } catch (ExecutionException e) {
        progress.debug("a quota could not be checked: " + e.getCause());
      }
    }
  }

  private Optional<String> refusal(Quota quota) {
    try {
      OptionalLong limit = quota.value(region);
      if (limit.isEmpty() || limit.getAsLong() > COUNTABLE) {
        progress.debug(
            "the quota %s of %s is %s; not checked"
                .formatted(
                    quota.code(),
                    quota.service(),
                    limit.isEmpty() ? "unknown" : limit.getAsLong()));
        return Optional.empty();
      }
      long present = quota.used(region).limit(limit.getAsLong()).count();
      return present < limit.getAsLong()
          ? Optional.empty()
          : Optional.of(refusal(quota, limit.getAsLong()));
    } catch (SdkException e) {
      progress.debug(
          "the quota %s of %s is unknown: %s"
              .formatted(quota.code(), quota.service(), CallFailure.of(e)));
      return Optional.empty();
    }
  }

  private String refusal(Quota quota, long limit) {
    return "The quota \"%s\" (%s of %s) in %s is used up: the account has %d of %d.%nRemove AMIs that you do not need (mvn mirage:prune), or request an increase:%naws service-quotas request-service-quota-increase --region %s --service-code %s --quota-code %s --desired-value %d"
        .formatted(
            quota.title(),
            quota.code(),
            quota.service(),
            region.name(),
            limit,
            limit,
            region.name(),
            quota.service(),
            quota.code(),
            2 * Math.max(1, limit));
  }
}
