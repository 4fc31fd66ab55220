package io.github.miragemaven.aws;

import io.github.miragemaven.failure.FailureException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The region of the AWS environment, for goals whose parameters set none.
 *
 * @param name its name, such as {@code us-west-2}
 * @param origin the setting that it comes from, such as {@code AWS_REGION}
 */
public record DefaultRegion(String name, String origin) {

  private static final String PROPERTY = "aws.region";

  /**
   * Finds the region: of the system property {@code aws.region}, of {@code AWS_REGION}, of {@code
   * AWS_DEFAULT_REGION}, or of the profile.
   *
   * @param profile the configured profile, if there is one
   * @throws FailureException if the AWS configuration files cannot be read
   */
  public static Optional<DefaultRegion> find(Optional<String> profile) throws FailureException {
    return find(profile, System.getenv());
  }

  static Optional<DefaultRegion> find(Optional<String> profile, Map<String, String> environment)
      throws FailureException {
    Optional<DefaultRegion> system =
        Stream.concat(
                Stream.of(new DefaultRegion(System.getProperty(PROPERTY, ""), "-D" + PROPERTY)),
                Stream.of("AWS_REGION", "AWS_DEFAULT_REGION")
                    .map(name -> new DefaultRegion(environment.getOrDefault(name, ""), name)))
            .filter(region -> !region.name().isBlank())
            .findFirst();
    if (system.isPresent()) {
      return system;
    }
    ChosenProfile chosen = ChosenProfile.of(profile, environment);
    ConfigFiles files = ConfigFiles.read();
    return files
        .profile(chosen.name())
        .flatMap(found -> found.property("region"))
        .map(
            region ->
                new DefaultRegion(
                    region,
                    "the AWS profile %s, %s"
                        .formatted(chosen.name(), files.place(chosen.name(), "region"))));
  }
}
