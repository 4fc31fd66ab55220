package io.github.miragemaven.local.http;

import java.time.Duration;

/**
 * What a client gets to see of an answer.
 *
 * @param answer the answer
 * @param delivery how much of it arrives
 * @param delay how long it is held back
 */
public record Reply(HttpAnswer answer, Delivery delivery, Duration delay) {

  /** How much of an answer arrives. */
  public enum Delivery {
    /** All of it. */
    WHOLE,
    /** Nothing; the connection is reset (TCP RST). */
    RESET,
    /** Half of its bytes; then the connection is reset. */
    CUT,
    /** Nothing, and the connection stays open until the server closes. */
    STALLED
  }

  /** The whole answer, at once. */
  public static Reply whole(HttpAnswer answer) {
    return new Reply(answer, Delivery.WHOLE, Duration.ZERO);
  }
}
