package io.github.miragemaven.local.ec2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.miragemaven.local.service.Refusal;
import java.util.Base64;

/** Errors that several operations share. */
final class Ec2Errors {

  private Ec2Errors() {}

  static Refusal invalidValue(String message) {
    return Refusal.of("InvalidParameterValue", message);
  }

  static Refusal invalidCombination(String message) {
    return Refusal.of("InvalidParameterCombination", message);
  }

  /**
   * Returns the error for a denied action, with a message that sts:DecodeAuthorizationMessage would
   * decode.
   */
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

  /** Returns an error that the SDK retries. */
  static Refusal noCapacity(String type) {
    return Refusal.of(
        500,
        "InsufficientInstanceCapacity",
        "We currently do not have sufficient %s capacity in the Availability Zone you requested. Our system will be working on provisioning additional capacity."
            .formatted(type));
  }

  static Refusal noInstance(String id) {
    return Refusal.of("InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist");
  }

  static Refusal noGroup(String id) {
    return Refusal.of("InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
  }

  static Refusal noAllocation(String id) {
    return Refusal.of(
        "InvalidAllocationID.NotFound", "The allocation ID '" + id + "' does not exist");
  }

  /** Returns the error of an operation whose resource is not visible yet. */
  static Refusal notFound(String operation) {
    if (operation.contains("Image")) {
      return noImage("ami-00000000000000000");
    }
    if (operation.contains("SecurityGroup")) {
      return noGroup("sg-00000000000000000");
    }
    if (operation.contains("Address")) {
      return noAllocation("eipalloc-00000000000000000");
    }
    return operation.contains("Instance") || operation.equals("GetConsoleOutput")
        ? noInstance("i-00000000000000000")
        : noSnapshot("snap-00000000000000000");
  }
}
