package io.github.miragemaven.local.ebs;

import io.github.miragemaven.local.service.Identity;
import io.github.miragemaven.local.service.ServiceError;

/** The errors of the EBS direct APIs. */
final class EbsErrors {

  private EbsErrors() {}

  static ServiceError invalid(String reason, String message) {
    return ServiceError.of("ValidationException", message).with("Reason", reason);
  }

  static ServiceError invalidParameter(String message) {
    return invalid("INVALID_PARAMETER_VALUE", message);
  }

  static ServiceError invalidSnapshot(String message) {
    return invalid("INVALID_SNAPSHOT_ID", message);
  }

  static ServiceError noSnapshot(String id) {
    return ServiceError.of(
            404, "ResourceNotFoundException", "The snapshot '" + id + "' does not exist.")
        .with("Reason", "SNAPSHOT_NOT_FOUND");
  }

  static ServiceError denied(String action) {
    return ServiceError.of(403, "AccessDeniedException", Identity.denied(action))
        .with("Reason", "UNAUTHORIZED_ACCOUNT");
  }
}
