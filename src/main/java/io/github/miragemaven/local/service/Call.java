package io.github.miragemaven.local.service;

import io.github.miragemaven.local.http.HttpRequest;
import java.util.Optional;

/**
 * One call of an operation, signed and allowed.
 *
 * @param operation its name, such as {@code PutSnapshotBlock}
 * @param request the request
 * @param requestId the id that the answer carries
 * @param quirk how it is to behave, where that is not as usual
 */
public record Call(String operation, HttpRequest request, String requestId, Optional<Quirk> quirk) {

  /** This call, to behave in another way. */
  public Call with(Optional<Quirk> otherQuirk) {
    return new Call(operation, request, requestId, otherQuirk);
  }

  /** Whether it is to behave so. */
  public boolean has(Quirk wanted) {
    return quirk.equals(Optional.of(wanted));
  }
}
