package io.github.miragemaven.aws;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Retries calls that can succeed later, a bounded number of times, with exponential backoff. */
public final class Retries {

  /** How long AWS may take to find a resource that was just created (eventual consistency). */
  public static final Duration GRACE = Duration.ofMinutes(2);

  private static final int ATTEMPTS = 12;
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(100), Duration.ofSeconds(20));
  private static final Backoff EVENTUAL_CONSISTENCY =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2));

  private final Time time;
  private final Instant unknownUntil;

  private Retries(Time time, Instant unknownUntil) {
    this.time = time;
    this.unknownUntil = unknownUntil;
  }

  /** Retries calls on existing resources. */
  public static Retries of(Time time) {
    return new Retries(time, Instant.MIN);
  }

  /** Retries calls on resources that were just created, which AWS may not find yet. */
  public static Retries ofNew(Time time) {
    return new Retries(time, time.now().plus(GRACE));
  }

  /**
   * A call to AWS.
   *
   * @param <T> the type of its result
   */
  @FunctionalInterface
  public interface Call<T> {

    /** Makes the call once. */
    T make() throws IOException;
  }

  /** Makes the call until it succeeds, fails permanently, or has used up its attempts. */
  public <T> T call(Call<T> call) throws IOException, InterruptedException {
    return call(call, () -> {});
  }

  /**
   * Makes the call until it succeeds, fails permanently, or has used up its attempts.
   *
   * @param onRetry runs before each further attempt
   */
  public <T> T call(Call<T> call, Runnable onRetry) throws IOException, InterruptedException {
    int failures = 0;
    while (true) {
      try {
        return call.make();
      } catch (AbortedException e) {
        throw interrupted(e);
      } catch (SdkException | UnexpectedResponseException | IOException e) {
        if (Thread.interrupted()) {
          throw interrupted(e);
        }
        failures++;
        Retryability retryability = Retryability.of(e);
        if (!again(retryability, failures)) {
          throw e;
        }
        onRetry.run();
        Backoff backoff =
            retryability == Retryability.EVENTUAL_CONSISTENCY ? EVENTUAL_CONSISTENCY : BACKOFF;
        time.pass(backoff.after(failures, ThreadLocalRandom.current()));
      }
    }
  }

  private static InterruptedException interrupted(Exception e) {
    InterruptedException interrupted = new InterruptedException("A call to AWS was interrupted");
    interrupted.initCause(e);
    return interrupted;
  }

  private boolean again(Retryability retryability, int failures) {
    return switch (retryability) {
      case PERMANENT -> false;
      case EVENTUAL_CONSISTENCY -> time.now().isBefore(unknownUntil);
      case TRANSIENT -> failures < ATTEMPTS;
    };
  }
}
