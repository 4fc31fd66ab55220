package io.github.miragemaven.mojo;

import static io.github.miragemaven.mojo.Durations.ONE_DAY;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.verify.Limits;
import java.time.Duration;
import org.apache.maven.plugins.annotations.Parameter;

/** Base of the goals that wait for a site: time limits and retries. */
abstract class SiteCheckMojo extends ExpectedSiteMojo {

  private static final Duration SECOND = Duration.ofSeconds(1);

  /**
   * How long a connection may take: a duration from 1s to 1d, such as {@code 10s} or {@code PT10S};
   * a number means seconds. Example: {@code -Dmirage.verify.connectTimeout=10s}.
   */
  @Parameter(property = "mirage.verify.connectTimeout", defaultValue = "5s")
  String connectTimeout;

  /**
   * How long a response may take: a duration from 1s to 1d, such as {@code 1m} or {@code PT1M}; a
   * number means seconds. Example: {@code -Dmirage.verify.answerTimeout=1m}.
   */
  @Parameter(property = "mirage.verify.answerTimeout", defaultValue = "30s")
  String answerTimeout;

  /**
   * How often to request a page whose response is wrong, from 1 to 86400. Example: {@code
   * -Dmirage.verify.attempts=10}.
   */
  @Parameter(property = "mirage.verify.attempts", defaultValue = "3")
  int attempts;

  /**
   * How long to wait between two attempts: a duration from 0s to 1d, such as {@code 5s} or {@code
   * PT5S}; a number means seconds. Example: {@code -Dmirage.verify.pause=5s}.
   */
  @Parameter(property = "mirage.verify.pause", defaultValue = "2s")
  String pause;

  /**
   * How long to wait for the site, and how often to try.
   *
   * @param deadline how long the site may take to accept connections
   */
  final Limits limits(Duration deadline) throws UserFailureException {
    requireInRange("mirage.verify.attempts", attempts, 1, 86400);
    return new Limits(
        Durations.parse("mirage.verify.connectTimeout", connectTimeout, SECOND, ONE_DAY),
        Durations.parse("mirage.verify.answerTimeout", answerTimeout, SECOND, ONE_DAY),
        deadline,
        attempts,
        Durations.parse("mirage.verify.pause", pause, Duration.ZERO, ONE_DAY));
  }

  /** Reads {@code mirage.verify.timeout}. */
  final Limits limits(String timeout) throws UserFailureException {
    return limits(Durations.parse("mirage.verify.timeout", timeout, Duration.ZERO, ONE_DAY));
  }
}
