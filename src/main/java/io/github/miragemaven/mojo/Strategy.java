package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.snapshot.imported.ImportSettings;
import java.util.Optional;

/** The ways to get an image into a snapshot. */
enum Strategy {
  /** The EBS direct APIs. */
  DIRECT("direct"),
  /** An instance with a volume attached. */
  BUILD_HOST("buildHost"),
  /** A bucket that EC2 imports from. */
  IMPORT("import");

  /** The service role's name in AWS's documentation. */
  static final String DEFAULT_ROLE = "vmimport";

  private final String word;

  Strategy(String word) {
    this.word = word;
  }

  /** Reads {@code mirage.deploy.strategy}. */
  static Strategy parse(String text) throws UserFailureException {
    for (Strategy known : values()) {
      if (known.word.equals(text.strip())) {
        return known;
      }
    }
    throw new UserFailureException(
        "mirage.deploy.strategy is \"%s\".%nSet it to one of direct, buildHost, import."
            .formatted(text));
  }

  /** Reads the settings of {@link #IMPORT}. */
  static ImportSettings importSettings(String bucket, String role) throws UserFailureException {
    Optional<String> given = GoalMojo.given(bucket);
    if (given.isEmpty()) {
      throw new UserFailureException(
          "The strategy import needs a bucket, but mirage.import.bucket is not set.%nSet it to one in the region, with {region} for the region's name if there are several: -Dmirage.import.bucket=blog-images-{region}"
              .formatted());
    }
    return ImportSettings.of(given.get(), role.strip());
  }
}
