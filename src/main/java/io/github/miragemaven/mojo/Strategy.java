package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.snapshot.imported.ImportSettings;
import java.util.Optional;

/** The ways to get an image into a snapshot. */
enum Strategy {
  /** The EBS direct APIs. */
  DIRECT,
  /** An instance with a volume attached. */
  BUILD_HOST,
  /** A bucket that EC2 imports from. */
  IMPORT;

  /** The service role's name in AWS's documentation. */
  static final String DEFAULT_ROLE = "vmimport";

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
