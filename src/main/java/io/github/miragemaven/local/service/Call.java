package io.github.miragemaven.local.service;

import io.github.miragemaven.local.http.HttpRequest;
import java.util.Optional;

/**
 * A call of an operation whose signature is valid.
 *
 * @param operation its name, such as {@code PutSnapshotBlock}
 * @param request the request
 * @param requestId the ID that the response carries
 * @param anomaly the unusual behavior to simulate
 */
public record Call(
    String operation, HttpRequest request, String requestId, Optional<Anomaly> anomaly) {

  /** Returns this call with another anomaly. */
  public Call with(Optional<Anomaly> otherAnomaly) {
    return new Call(operation, request, requestId, otherAnomaly);
  }

  /** Tells whether to simulate an anomaly. */
  public boolean has(Anomaly wanted) {
    return anomaly.equals(Optional.of(wanted));
  }
}
