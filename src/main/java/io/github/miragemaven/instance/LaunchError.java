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
 * Errors that prevent an instance from running: error codes of RunInstances, and reasons that EC2
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
      "Leave out mirage.launch.spot, or set another type (-Dmirage.instanceType=...).",
      "SpotMaxPriceTooLow",
      "SpotInstanceTermination",
      "SpotInstanceShutdown",
      "MaxSpotInstanceCountExceeded"),
  QUOTA(
      "Terminate unused instances (mvn mirage:terminate), or request a quota increase (Service"
          + " Quotas, Amazon EC2).",
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
      "EC2 cannot create the AMI's volume: check its snapshot (mvn mirage:status), and whether its"
          + " KMS key is enabled and usable by the account (mirage.kmsKey).",
      "InternalError",
      "InvalidSnapshot.NotFound"),
  TYPE(
      "Set another type (-Dmirage.instanceType=...), or leave out options that it does not support"
          + " (mirage.launch.ipv6, mirage.launch.spot).",
      "Unsupported",
      "UnsupportedOperation",
      "InvalidParameterCombination"),
  GUEST("The kernel exited; its console may contain the reason.", "InstanceInitiatedShutdown"),
  USER("A user has stopped or terminated it.", "UserInitiatedShutdown");

  private static final String SERVER_ERROR = "Server.InternalError";

  private final String advice;

  @SuppressWarnings("ImmutableEnumChecker") // The list is an unmodifiable copy.
  private final List<String> codes;

  LaunchError(String advice, String... codes) {
    this.advice = advice;
    this.codes = List.of(codes);
  }

  /** Returns a suggestion for the user. */
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
    return Arrays.stream(values()).filter(error -> error.codes.contains(code)).findFirst();
  }

  /** Explains why EC2 refuses to run an instance. */
  static FailureException refusal(String region, String type, SdkException failure) {
    CallFailure call = CallFailure.of(failure);
    Optional<LaunchError> error = call.status() == 0 ? Optional.empty() : of(call.code());
    if (error.isEmpty() || error.get() == DISK) {
      return Explanation.of(region, failure);
    }
    return new UserFailureException(
        "EC2 cannot launch a %s in %s: %s (%s).%n%s"
            .formatted(
                type,
                region,
                call.message().replaceFirst("\\.?\\s*$", ""),
                call.code(),
                error.get().advice()),
        failure);
  }
}
