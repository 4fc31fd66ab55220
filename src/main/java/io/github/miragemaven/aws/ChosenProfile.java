package io.github.miragemaven.aws;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The profile of the AWS configuration files that is in use.
 *
 * @param name its name
 * @param origin the setting that has chosen it, such as {@code AWS_PROFILE}; empty for the default
 */
record ChosenProfile(String name, Optional<String> origin) {

  /** The default profile. */
  static final ChosenProfile DEFAULT = new ChosenProfile("default", Optional.empty());

  private static final String PROPERTY = "aws.profile";

  /** Chooses the configured profile, or the one that the AWS CLI and the SDK would choose. */
  static ChosenProfile of(Optional<String> configured, Map<String, String> environment) {
    if (configured.isPresent()) {
      return new ChosenProfile(configured.get(), Optional.of("mirage.profile"));
    }
    Optional<String> property =
        Optional.ofNullable(System.getProperty(PROPERTY)).filter(name -> !name.isBlank());
    if (property.isPresent()) {
      return new ChosenProfile(property.get().strip(), Optional.of("-D" + PROPERTY));
    }
    return Stream.of("AWS_PROFILE", "AWS_DEFAULT_PROFILE")
        .filter(variable -> !environment.getOrDefault(variable, "").isBlank())
        .map(variable -> new ChosenProfile(environment.get(variable), Optional.of(variable)))
        .findFirst()
        .orElse(DEFAULT);
  }

  /** Returns this profile as if no setting had chosen it. */
  ChosenProfile unnamed() {
    return new ChosenProfile(name, Optional.empty());
  }
}
