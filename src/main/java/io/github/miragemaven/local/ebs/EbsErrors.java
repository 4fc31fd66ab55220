package io.github.miragemaven.local.ebs;

import io.github.miragemaven.local.service.Identity;
import io.github.miragemaven.local.service.Refusal;

/** The errors of the EBS direct APIs. */
final class EbsErrors {

  private EbsErrors() {}

  static Refusal invalid(String reason, String message) {
    return Refusal.of("ValidationException", message).with("Reason", reason);
  }

  static Refusal invalidParameter(String message) {
    return invalid("INVALID_PARAMETER_VALUE", message);
  }

  static Refusal invalidSnapshot(String message) {
    return invalid("INVALID_SNAPSHOT_ID", message);
  }

  static Refusal noSnapshot(String id) {
    return Refusal.of(404, "ResourceNotFoundException", "The snapshot '" + id + "' does not exist.")
        .with("Reason", "SNAPSHOT_NOT_FOUND");
  }

  static Refusal denied(String action) {
    return Refusal.of(403, "AccessDeniedException", Identity.denied(action))
        .with("Reason", "UNAUTHORIZED_ACCOUNT");
  }
}
