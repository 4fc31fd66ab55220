package io.github.miragemaven.local.http;

import java.time.Duration;

/**
 * A response and its delivery.
 *
 * @param answer the response
 * @param delivery how much of it is sent
 * @param delay the delay before it is sent
 */
public record Reply(HttpAnswer answer, Delivery delivery, Duration delay) {

  /** How much of a response is sent. */
  public enum Delivery {
    /** The whole response. */
    WHOLE,
    /** Nothing; the connection is reset (TCP RST). */
    RESET,
    /** Half of the bytes; then the connection is reset. */
    CUT,
    /** Nothing; the connection stays open until the server closes. */
    STALLED
  }

  /** Returns a reply that sends the whole response at once. */
  public static Reply whole(HttpAnswer answer) {
    return new Reply(answer, Delivery.WHOLE, Duration.ZERO);
  }
}
