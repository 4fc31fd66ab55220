package io.github.miragemaven.local.ec2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.miragemaven.local.service.ServiceError;
import java.util.Base64;

/** Errors that several operations share. */
final class Ec2Errors {

  private Ec2Errors() {}

  static ServiceError invalidValue(String message) {
    return ServiceError.of("InvalidParameterValue", message);
  }

  static ServiceError invalidCombination(String message) {
    return ServiceError.of("InvalidParameterCombination", message);
  }

  /**
   * Returns the error for a denied action, with a message that sts:DecodeAuthorizationMessage would
   * decode.
   */
  static ServiceError denied(String detail) {
    byte[] message = ("{\"allowed\":false,\"detail\":\"" + detail + "\"}").getBytes(UTF_8);
    return ServiceError.of(
        403,
        "UnauthorizedOperation",
        "You are not authorized to perform this operation. "
            + detail
            + ". Encoded authorization failure message: "
            + Base64.getUrlEncoder().withoutPadding().encodeToString(message));
  }

  static ServiceError noImage(String id) {
    return ServiceError.of("InvalidAMIID.NotFound", "The image id '[" + id + "]' does not exist");
  }

  static ServiceError malformedImage(String id) {
    return ServiceError.of(
        "InvalidAMIID.Malformed", "Invalid id: \"" + id + "\" (expecting \"ami-...\")");
  }

  static ServiceError noSnapshot(String id) {
    return ServiceError.of("InvalidSnapshot.NotFound", "The snapshot '" + id + "' does not exist.");
  }

  static ServiceError notCompleted(String id) {
    return ServiceError.of("IncorrectState", "Snapshot '" + id + "' is not 'completed'.");
  }

  static ServiceError malformedSnapshot(String id) {
    return ServiceError.of(
        "InvalidSnapshotID.Malformed",
        "Value (" + id + ") for parameter snapshotId is invalid. Expected: 'snap-...'.");
  }

  static ServiceError noInstance(String id) {
    return ServiceError.of(
        "InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist");
  }

  static ServiceError noGroup(String id) {
    return ServiceError.of(
        "InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
  }

  static ServiceError noAllocation(String id) {
    return ServiceError.of(
        "InvalidAllocationID.NotFound", "The allocation ID '" + id + "' does not exist");
  }

  /** Returns the error of an operation whose resource is not visible yet. */
  static ServiceError notFound(String operation) {
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
