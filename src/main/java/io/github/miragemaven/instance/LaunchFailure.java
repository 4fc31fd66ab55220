package io.github.miragemaven.instance;

import java.util.Optional;

/**
 * Failure of an instance to start or to pass verification.
 *
 * @param summary the failure, in a sentence
 * @param advice a suggestion; empty if the console's diagnosis gives the advice
 * @param instance the instance at that time
 * @param connected whether the site's port accepted a connection; empty if not tried
 */
record LaunchFailure(
    String summary, Optional<String> advice, Instance instance, Optional<Boolean> connected) {

  /** Creates the failure of an instance that is not running. */
  static LaunchFailure notRunning(Instance instance) {
    String why = instance.reason().isEmpty() ? "" : ": " + instance.reason();
    return new LaunchFailure(
        "The instance %s is %s%s."
            .formatted(instance.id(), instance.state().text(), why.replaceFirst("[.\\s]+$", "")),
        LaunchError.of(instance.reason())
            .filter(error -> error != LaunchError.GUEST)
            .map(LaunchError::advice),
        instance,
        Optional.empty());
  }
}
