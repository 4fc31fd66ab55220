package io.github.miragemaven.local.fault;

import io.github.miragemaven.local.http.Delivery.Extent;
import io.github.miragemaven.local.service.Anomaly;
import io.github.miragemaven.local.service.ErrorKind;
import io.github.miragemaven.local.service.Identity;
import io.github.miragemaven.local.service.Service;
import io.github.miragemaven.local.service.ServiceError;
import java.time.Duration;
import java.util.Optional;

/**
 * A fault of a request.
 *
 * @param error the error; the request is not performed then
 * @param performed whether the request is performed
 * @param anomaly the unusual behavior to simulate
 * @param extent how much of the response is sent
 * @param delay the delay before the response is sent
 */
public record Fault(
    Optional<Failure> error,
    boolean performed,
    Optional<Anomaly> anomaly,
    Extent extent,
    Duration delay) {

  /** Creates the error that a service responds with. */
  @FunctionalInterface
  public interface Failure {

    /** Creates the error of a call of an operation. */
    ServiceError of(Service service, String operation);
  }

  /** Returns a throttling error: RequestLimitExceeded, or RequestThrottledException. */
  public static Fault throttled() {
    return refused(ErrorKind.THROTTLED);
  }

  /** Returns an internal error, status 500. */
  public static Fault internalError() {
    return refused(ErrorKind.INTERNAL);
  }

  /** The service is unavailable, status 503. */
  public static Fault unavailable() {
    return refused(ErrorKind.UNAVAILABLE);
  }

  /**
   * Returns an error for too many concurrent operations: ConcurrentLimitExceededException, or
   * ConcurrentSnapshotLimitExceeded.
   */
  public static Fault concurrentLimit() {
    return refused(ErrorKind.CONCURRENT_LIMIT);
  }

  /** A new resource is not visible yet. */
  public static Fault notFound() {
    return refused(ErrorKind.NOT_FOUND);
  }

  /** The caller is not authorized. */
  public static Fault denied() {
    return refused(ErrorKind.DENIED);
  }

  /** The caller's temporary credentials have expired. */
  public static Fault credentialsExpired() {
    return refused(ErrorKind.TOKEN_EXPIRED);
  }

  /** EBS could not read the block; the same request succeeds later. */
  public static Fault blockUnreadable() {
    return refused(ErrorKind.BLOCK_UNREADABLE);
  }

  /** The connection is reset before the request is performed. */
  public static Fault reset() {
    return broken(false, Extent.RESET);
  }

  /** The request is not performed, and there is no response. */
  public static Fault stalled() {
    return broken(false, Extent.STALLED);
  }

  /** The request is performed, and the connection is reset before the response. */
  public static Fault answerLost() {
    return broken(true, Extent.RESET);
  }

  /** The request is performed, and the connection is reset within the response. */
  public static Fault answerCut() {
    return broken(true, Extent.CUT);
  }

  /** The request is performed, and the response is delayed. */
  public static Fault slow(Duration delay) {
    return new Fault(Optional.empty(), true, Optional.empty(), Extent.WHOLE, delay);
  }

  /** Returns this fault with a delay before the response. */
  public Fault after(Duration pause) {
    return new Fault(error, performed, anomaly, extent, pause);
  }

  /** The request is performed, and the response has a wrong checksum. */
  public static Fault wrongChecksum() {
    return odd(Anomaly.WRONG_CHECKSUM);
  }

  /**
   * Returns a fault that makes a list operation return an empty page with a token for the next one.
   */
  public static Fault emptyPage() {
    return odd(Anomaly.EMPTY_PAGE);
  }

  /** Returns a fault that makes a list operation return nothing. */
  public static Fault emptyResult() {
    return odd(Anomaly.EMPTY_RESULT);
  }

  /**
   * The new resource fails later: the AMI becomes failed, the snapshot error, the instance
   * terminated.
   */
  public static Fault failsLater() {
    return odd(Anomaly.FAILS_LATER);
  }

  /** RunInstances and StartInstances fail for lack of capacity: InsufficientInstanceCapacity. */
  public static Fault noCapacity() {
    return failed(
        (service, operation) ->
            ServiceError.of(
                500,
                "InsufficientInstanceCapacity",
                "We currently do not have sufficient capacity in the Availability Zone you"
                    + " requested. Our system will be working on provisioning additional"
                    + " capacity."));
  }

  /** RunInstances refuses a Spot Instance: MaxSpotInstanceCountExceeded. */
  public static Fault spotLimit() {
    return failed(
        (service, operation) ->
            ServiceError.of("MaxSpotInstanceCountExceeded", "Max spot instance count exceeded"));
  }

  private static Fault refused(ErrorKind error) {
    return failed(
        (service, operation) ->
            service.error(
                error,
                error == ErrorKind.DENIED
                    ? Identity.denied(service.name() + ":" + service.action(operation))
                    : operation));
  }

  private static Fault failed(Failure error) {
    return new Fault(Optional.of(error), false, Optional.empty(), Extent.WHOLE, Duration.ZERO);
  }

  private static Fault broken(boolean performed, Extent extent) {
    return new Fault(Optional.empty(), performed, Optional.empty(), extent, Duration.ZERO);
  }

  private static Fault odd(Anomaly anomaly) {
    return new Fault(Optional.empty(), true, Optional.of(anomaly), Extent.WHOLE, Duration.ZERO);
  }
}
