package io.github.miragemaven.aws;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tries calls again that can succeed later, a bounded number of times, with growing waits between.
 */
public final class Retries {

  /** How long what was just made may be unknown to some of AWS's servers. */
  public static final Duration GRACE = Duration.ofMinutes(2);

  private static final int ATTEMPTS = 12;
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(100), Duration.ofSeconds(20));
  private static final Backoff NOT_YET = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2));

  private final Time time;
  private final Instant unknownUntil;

  private Retries(Time time, Instant unknownUntil) {
    this.time = time;
    this.unknownUntil = unknownUntil;
  }

  /** Retries of calls on what has been there for long. */
  public static Retries of(Time time) {
    return new Retries(time, Instant.MIN);
  }

  /** Retries of calls on what has just been made, and may not be known everywhere yet. */
  public static Retries ofNew(Time time) {
    return new Retries(time, time.now().plus(GRACE));
  }

  /**
   * A call to AWS.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  public interface Call<T> {

    /** Makes the call once. */
    T make() throws IOException;
  }

  /**
   * Makes the call until it succeeds, or fails for good.
   *
   * @param retried is told of each failure that is followed by another try
   */
  public <T> T call(Call<T> call, Consumer<Transience> retried)
      throws IOException, InterruptedException {
    int failures = 0;
    while (true) {
      try {
        return call.make();
      } catch (AbortedException e) {
        throw interrupted(e);
      } catch (SdkException | WrongAnswerException | IOException e) {
        if (Thread.interrupted()) {
          throw interrupted(e);
        }
        failures++;
        Transience transience = Transience.of(e);
        if (!again(transience, failures)) {
          throw e;
        }
        retried.accept(transience);
        Backoff backoff = transience == Transience.NOT_YET ? NOT_YET : BACKOFF;
        time.pass(backoff.after(failures, ThreadLocalRandom.current()));
      }
    }
  }

  private static InterruptedException interrupted(Exception e) {
    InterruptedException interrupted = new InterruptedException("A call to AWS was interrupted");
    interrupted.initCause(e);
    return interrupted;
  }

  private boolean again(Transience transience, int failures) {
    return switch (transience) {
      case FINAL -> false;
      case NOT_YET -> time.now().isBefore(unknownUntil);
      case THROTTLED, PASSING -> failures < ATTEMPTS;
    };
  }
}
