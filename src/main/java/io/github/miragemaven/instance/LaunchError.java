package io.github.miragemaven.instance;

import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.aws.Explanation;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Errors that keep an instance from running: error codes of RunInstances, and reasons that EC2
 * gives for an instance's state (Amazon EC2 API Reference, "Error codes" and "StateReason").
 */
enum LaunchError {
  CAPACITY(
      "Try again later, in another zone (-Dmirage.launch.subnet=subnet-...), or with another type"
          + " (-Dmirage.instanceType=...).",
      "InsufficientInstanceCapacity",
      "InsufficientHostCapacity",
      "InsufficientCapacity"),
  SPOT(
      "Leave out mirage.launch.spot, or take another type (-Dmirage.instanceType=...).",
      "SpotMaxPriceTooLow",
      "SpotInstanceTermination",
      "SpotInstanceShutdown",
      "MaxSpotInstanceCountExceeded"),
  QUOTA(
      "End what is not needed (mvn mirage:terminate), or ask AWS for more (Service Quotas, Amazon"
          + " EC2).",
      "InstanceLimitExceeded",
      "VcpuLimitExceeded",
      "ResourceCountExceeded",
      "VolumeLimitExceeded",
      "RulesPerSecurityGroupLimitExceeded",
      "SecurityGroupLimitExceeded"),
  ADDRESSES(
      "Set another subnet: -Dmirage.launch.subnet=subnet-....",
      "InsufficientFreeAddressesInSubnet",
      "InsufficientAddressCapacity"),
  DISK(
      "The AMI's disk cannot be made: look at its snapshot (mvn mirage:status), and whether its KMS"
          + " key is enabled and the account may use it (mirage.kmsKey).",
      "InternalError",
      "InvalidSnapshot.NotFound"),
  TYPE(
      "Take another type (-Dmirage.instanceType=...), or leave out what it does not have"
          + " (mirage.launch.ipv6, mirage.launch.spot).",
      "Unsupported",
      "UnsupportedOperation",
      "InvalidParameterCombination"),
  GUEST("The kernel ended by itself: its console tells why.", "InstanceInitiatedShutdown"),
  SOMEONE("Someone has stopped or ended it.", "UserInitiatedShutdown");

  private static final String SERVER_ERROR = "Server.InternalError";

  private final String advice;

  @SuppressWarnings("ImmutableEnumChecker") // The list is an unmodifiable copy.
  private final List<String> codes;

  LaunchError(String advice, String... codes) {
    this.advice = advice;
    this.codes = List.of(codes);
  }

  /** What the user can do about it. */
  String advice() {
    return advice;
  }

  /**
   * Finds the error for a code such as {@code Server.InsufficientInstanceCapacity}, which text may
   * follow.
   */
  static Optional<LaunchError> of(String reason) {
    if (reason.startsWith(SERVER_ERROR)) {
      return Optional.of(CAPACITY);
    }
    String code = reason.replaceFirst("^(Client|Server)\\.", "").replaceFirst("[: ].*", "");
    return Arrays.stream(values()).filter(obstacle -> obstacle.codes.contains(code)).findFirst();
  }

  /** Explains why EC2 refuses to run an instance. */
  static FailureException refusal(String region, String type, SdkException failure) {
    CallFailure call = CallFailure.of(failure);
    Optional<LaunchError> obstacle = call.status() == 0 ? Optional.empty() : of(call.code());
    if (obstacle.isEmpty() || obstacle.get() == DISK) {
      return Explanation.of(region, failure);
    }
    return new UserFailureException(
        "EC2 runs no %s in %s now: %s (%s).%n%s"
            .formatted(
                type,
                region,
                call.message().replaceFirst("\\.?\\s*$", ""),
                call.code(),
                obstacle.get().advice()),
        failure);
  }
}
