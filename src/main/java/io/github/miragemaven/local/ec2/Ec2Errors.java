package io.github.miragemaven.local.ec2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.miragemaven.local.service.Refusal;
import java.util.Base64;

/** Refusals that several families share. */
final class Ec2Errors {

  private Ec2Errors() {}

  static Refusal invalidValue(String message) {
    return Refusal.of("InvalidParameterValue", message);
  }

  static Refusal invalidCombination(String message) {
    return Refusal.of("InvalidParameterCombination", message);
  }

  /** What sts:DecodeAuthorizationMessage would decode goes with it, as EC2 has it. */
  static Refusal denied(String detail) {
    byte[] message = ("{\"allowed\":false,\"detail\":\"" + detail + "\"}").getBytes(UTF_8);
    return Refusal.of(
        403,
        "UnauthorizedOperation",
        "You are not authorized to perform this operation. "
            + detail
            + ". Encoded authorization failure message: "
            + Base64.getUrlEncoder().withoutPadding().encodeToString(message));
  }

  static Refusal noImage(String id) {
    return Refusal.of("InvalidAMIID.NotFound", "The image id '[" + id + "]' does not exist");
  }

  static Refusal malformedImage(String id) {
    return Refusal.of(
        "InvalidAMIID.Malformed", "Invalid id: \"" + id + "\" (expecting \"ami-...\")");
  }

  static Refusal noSnapshot(String id) {
    return Refusal.of("InvalidSnapshot.NotFound", "The snapshot '" + id + "' does not exist.");
  }

  static Refusal notCompleted(String id) {
    return Refusal.of("IncorrectState", "Snapshot '" + id + "' is not 'completed'.");
  }

  static Refusal malformedSnapshot(String id) {
    return Refusal.of(
        "InvalidSnapshotID.Malformed",
        "Value (" + id + ") for parameter snapshotId is invalid. Expected: 'snap-...'.");
  }
}
