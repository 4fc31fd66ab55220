package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Looks whether a deployment would come up against a quota, while other things are looked at. What
 * the caller may not know, or Service Quotas does not, is left to AWS to say.
 */
final class QuotaCheck implements AutoCloseable {

  /**
   * To count more takes too long: greater quotas, such as the usual ones, are not counted up to.
   */
  private static final long COUNTABLE = 10_000;

  private final AwsRegion region;
  private final Progress progress;
  private final ExecutorService pool;
  private final List<Future<Optional<String>>> answers = new ArrayList<>();

  private QuotaCheck(AwsRegion region, Progress progress, int quotas) {
    this.region = region;
    this.progress = progress;
    this.pool =
        Executors.newFixedThreadPool(
            quotas,
            task -> {
              Thread thread = new Thread(task, "mirage-quotas");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins to look at some quotas. */
  static QuotaCheck begin(AwsRegion region, Progress progress, Set<Quota> quotas) {
    QuotaCheck check = new QuotaCheck(region, progress, quotas.size());
    quotas.forEach(quota -> check.answers.add(check.pool.submit(() -> check.refusal(quota))));
    return check;
  }

  /**
   * Waits for the answers.
   *
   * @throws UserFailureException if one more than there is would be too many
   */
  void require() throws UserFailureException, InterruptedException {
    for (Future<Optional<String>> answer : answers) {
      try {
        Optional<String> refusal = answer.get();
        if (refusal.isPresent()) {
          throw new UserFailureException(refusal.get());
        }
      } catch (ExecutionException e) {
        progress.debug("a quota is not known: " + e.getCause());
      }
    }
  }

  private Optional<String> refusal(Quota quota) {
    try {
      OptionalLong most = quota.value(region);
      if (most.isEmpty() || most.getAsLong() > COUNTABLE) {
        progress.debug(
            "the quota %s of %s is %s, and is not counted up to"
                .formatted(
                    quota.code(),
                    quota.service(),
                    most.isEmpty() ? "not known" : most.getAsLong()));
        return Optional.empty();
      }
      long present = quota.counted(region).limit(most.getAsLong()).count();
      return present < most.getAsLong()
          ? Optional.empty()
          : Optional.of(refusal(quota, most.getAsLong()));
    } catch (SdkException e) {
      progress.debug(
          "the quota %s of %s is not known: %s"
              .formatted(quota.code(), quota.service(), CallFailure.of(e)));
      return Optional.empty();
    }
  }

  private String refusal(Quota quota, long most) {
    return "The quota \"%s\" (%s of %s) in %s is used up: the account has %d of %d.%nRemove what is not needed (mvn mirage:prune), or ask AWS for more in Service Quotas:%naws service-quotas request-service-quota-increase --region %s --service-code %s --quota-code %s --desired-value %d"
        .formatted(
            quota.title(),
            quota.code(),
            quota.service(),
            region.name(),
            most,
            most,
            region.name(),
            quota.service(),
            quota.code(),
            2 * Math.max(1, most));
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
