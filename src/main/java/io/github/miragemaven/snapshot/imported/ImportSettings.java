package io.github.miragemaven.snapshot.imported;

import io.github.miragemaven.failure.UserFailureException;
import java.util.regex.Pattern;

/**
 * Settings of imports from S3.
 *
 * @param bucket the bucket's name, where {@code {region}} is replaced by the name of the region
 * @param role the IAM role that EC2 assumes to read the bucket
 */
public record ImportSettings(String bucket, String role) {

  /** Amazon S3 User Guide, "General purpose bucket naming rules". */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  /**
   * Checks and returns the settings.
   *
   * @throws UserFailureException if the bucket name is invalid
   */
  public static ImportSettings of(String bucket, String role) throws UserFailureException {
    ImportSettings settings = new ImportSettings(bucket, role);
    if (!NAME.matcher(settings.bucketIn("local")).matches()) {
      throw new UserFailureException(
          "mirage.import.bucket is \"%s\", which is not a valid bucket name.%nSet it to the name only, such as blog-images-{region}."
              .formatted(bucket));
    }
    return settings;
  }

  /** Returns the name of the bucket in a region. */
  String bucketIn(String region) {
    return bucket.replace("{region}", region);
  }
}
