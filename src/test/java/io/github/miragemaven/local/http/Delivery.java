package io.github.miragemaven.local.http;

import java.time.Duration;
import java.util.Optional;

/**
 * How {@link FaultyServer} delivers a response. Headers of the response, which are not sent, hold
 * it.
 *
 * @param extent how much of the response is sent
 * @param delay the delay before it is sent
 */
public record Delivery(Extent extent, Duration delay) {

  /** How much of a response is sent. */
  public enum Extent {
    /** The whole response. */
    WHOLE,
    /** Nothing; the connection is reset (TCP RST). */
    RESET,
    /** Half of the bytes; then the connection is reset. */
    CUT,
    /** Nothing; the connection stays open until the server closes. */
    STALLED
  }

  /** The prefix of the headers that are not sent. */
  static final String PREFIX = "faulty-server-";

  private static final String EXTENT = PREFIX + "extent";
  private static final String DELAY = PREFIX + "delay";

  /** Returns the delivery of a response. */
  static Delivery of(HttpResponse answer) {
    return new Delivery(
        Optional.ofNullable(answer.headers().get(EXTENT)).map(Extent::valueOf).orElse(Extent.WHOLE),
        Optional.ofNullable(answer.headers().get(DELAY))
            .map(Duration::parse)
            .orElse(Duration.ZERO));
  }

  /** Returns a response that is delivered like this, and later by any delay that it already had. */
  public HttpResponse applyTo(HttpResponse answer) {
    Delivery before = of(answer);
    Extent both = extent == Extent.WHOLE ? before.extent() : extent;
    return answer.with(EXTENT, both.name()).with(DELAY, before.delay().plus(delay).toString());
  }
}
