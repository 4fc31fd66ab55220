package io.github.miragemaven.local.fault;

import io.github.miragemaven.local.http.Reply.Delivery;
import io.github.miragemaven.local.service.Anomaly;
import io.github.miragemaven.local.service.ErrorKind;
import java.time.Duration;
import java.util.Optional;

/**
 * A way in which one request fails.
 *
 * @param error what it is refused for; then nothing is done
 * @param performed whether what it asks for is done
 * @param anomaly how it is done, where that is not as usual
 * @param delivery how much of the answer arrives
 * @param delay how long the answer is held back
 */
public record Fault(
    Optional<ErrorKind> error,
    boolean performed,
    Optional<Anomaly> anomaly,
    Delivery delivery,
    Duration delay) {

  /** Too many requests: RequestLimitExceeded, or RequestThrottledException. */
  public static Fault throttled() {
    return refused(ErrorKind.THROTTLED);
  }

  /** An internal error, status 500. */
  public static Fault internalError() {
    return refused(ErrorKind.INTERNAL);
  }

  /** The service is unavailable, status 503. */
  public static Fault unavailable() {
    return refused(ErrorKind.UNAVAILABLE);
  }

  /** Too much at once: ConcurrentLimitExceededException, or ConcurrentSnapshotLimitExceeded. */
  public static Fault concurrentLimit() {
    return refused(ErrorKind.CONCURRENT_LIMIT);
  }

  /** What was made just now cannot be found yet. */
  public static Fault notFound() {
    return refused(ErrorKind.NOT_FOUND);
  }

  /** The caller may not do this. */
  public static Fault denied() {
    return refused(ErrorKind.DENIED);
  }

  /** The caller's temporary credentials have expired. */
  public static Fault credentialsExpired() {
    return refused(ErrorKind.TOKEN_EXPIRED);
  }

  /** EBS could not read the block off the wire; the same request succeeds later. */
  public static Fault blockUnreadable() {
    return refused(ErrorKind.BLOCK_UNREADABLE);
  }

  /** The connection is reset and nothing is done. */
  public static Fault reset() {
    return broken(false, Delivery.RESET);
  }

  /** Nothing is done, and no answer ever comes. */
  public static Fault stalled() {
    return broken(false, Delivery.STALLED);
  }

  /** It is done, and the connection is reset before the answer. */
  public static Fault answerLost() {
    return broken(true, Delivery.RESET);
  }

  /** It is done, and the connection is reset inside the answer. */
  public static Fault answerCut() {
    return broken(true, Delivery.CUT);
  }

  /** It is done, and no answer ever comes. */
  public static Fault answerStalled() {
    return broken(true, Delivery.STALLED);
  }

  /** It is done, and the answer comes late. */
  public static Fault slow(Duration delay) {
    return new Fault(Optional.empty(), true, Optional.empty(), Delivery.WHOLE, delay);
  }

  /** It is done, and the checksum in the answer is not the block's. */
  public static Fault wrongChecksum() {
    return odd(Anomaly.WRONG_CHECKSUM);
  }

  /** A list answers with a page that has nothing but a token for the next one. */
  public static Fault emptyPage() {
    return odd(Anomaly.EMPTY_PAGE);
  }

  /** A list answers as if there were nothing yet. */
  public static Fault emptyResult() {
    return odd(Anomaly.EMPTY_RESULT);
  }

  /**
   * What is made here fails in the end: the AMI becomes failed, the snapshot error, the instance
   * terminated.
   */
  public static Fault failsLater() {
    return odd(Anomaly.FAILS_LATER);
  }

  /** RunInstances and StartInstances find no room: InsufficientInstanceCapacity. */
  public static Fault noCapacity() {
    return odd(Anomaly.NO_CAPACITY);
  }

  /** RunInstances refuses a Spot Instance: MaxSpotInstanceCountExceeded. */
  public static Fault spotLimit() {
    return odd(Anomaly.SPOT_LIMIT);
  }

  private static Fault refused(ErrorKind error) {
    return new Fault(Optional.of(error), false, Optional.empty(), Delivery.WHOLE, Duration.ZERO);
  }

  private static Fault broken(boolean performed, Delivery delivery) {
    return new Fault(Optional.empty(), performed, Optional.empty(), delivery, Duration.ZERO);
  }

  private static Fault odd(Anomaly anomaly) {
    return new Fault(Optional.empty(), true, Optional.of(anomaly), Delivery.WHOLE, Duration.ZERO);
  }
}
