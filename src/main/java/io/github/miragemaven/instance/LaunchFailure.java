package io.github.miragemaven.instance;

import java.util.Optional;

/**
 * Why an instance did not come to answer.
 *
 * @param happened what happened, in a sentence
 * @param advice what to try; empty where the console may tell
 * @param instance the instance as it was then
 * @param connected whether the site's port took a connection; empty where that was not tried
 */
record LaunchFailure(
    String happened, Optional<String> advice, Instance instance, Optional<Boolean> connected) {

  /** An instance that does not run, or not any more. */
  static LaunchFailure notRunning(Instance instance) {
    String why = instance.reason().isEmpty() ? "" : ": " + instance.reason();
    return new LaunchFailure(
        "The instance %s is %s%s."
            .formatted(instance.id(), Formats.state(instance), why.replaceFirst("[.\\s]+$", "")),
        LaunchError.of(instance.reason())
            .filter(obstacle -> obstacle != LaunchError.GUEST)
            .map(LaunchError::advice),
        instance,
        Optional.empty());
  }
}
