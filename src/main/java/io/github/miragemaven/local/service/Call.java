package io.github.miragemaven.local.service;

import io.github.miragemaven.local.http.HttpRequest;
import java.util.Optional;

/**
 * One call of an operation, signed and allowed.
 *
 * @param operation its name, such as {@code PutSnapshotBlock}
 * @param request the request
 * @param requestId the id that the answer carries
 * @param anomaly how it is to behave, where that is not as usual
 */
public record Call(
    String operation, HttpRequest request, String requestId, Optional<Anomaly> anomaly) {

  /** This call, to behave in another way. */
  public Call with(Optional<Anomaly> otherAnomaly) {
    return new Call(operation, request, requestId, otherAnomaly);
  }

  /** Whether it is to behave so. */
  public boolean has(Anomaly wanted) {
    return anomaly.equals(Optional.of(wanted));
  }
}
