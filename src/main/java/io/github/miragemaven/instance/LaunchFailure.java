package io.github.miragemaven.instance;

import java.util.Optional;

/**
 * Why an instance failed to start or to pass verification.
 *
 * @param happened the failure, in a sentence
 * @param advice what to try; empty if the console's diagnosis gives the advice
 * @param instance the instance at that time
 * @param connected whether the site's port accepted a connection; empty if not tried
 */
record LaunchFailure(
    String happened, Optional<String> advice, Instance instance, Optional<Boolean> connected) {

  /** A failure of an instance that is not running. */
  static LaunchFailure notRunning(Instance instance) {
    String why = instance.reason().isEmpty() ? "" : ": " + instance.reason();
    return new LaunchFailure(
        "The instance %s is %s%s."
            .formatted(instance.id(), instance.state().text(), why.replaceFirst("[.\\s]+$", "")),
        LaunchError.of(instance.reason())
            .filter(obstacle -> obstacle != LaunchError.GUEST)
            .map(LaunchError::advice),
        instance,
        Optional.empty());
  }
}
