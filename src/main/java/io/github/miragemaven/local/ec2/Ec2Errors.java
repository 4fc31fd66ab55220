package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Refusal;

/** Refusals that several families share. */
final class Ec2Errors {

  private Ec2Errors() {}

  static Refusal invalidValue(String message) {
    return Refusal.of("InvalidParameterValue", message);
  }

  static Refusal invalidCombination(String message) {
    return Refusal.of("InvalidParameterCombination", message);
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

  static Refusal malformedSnapshot(String id) {
    return Refusal.of(
        "InvalidSnapshotID.Malformed",
        "Value (" + id + ") for parameter snapshotId is invalid. Expected: 'snap-...'.");
  }
}
