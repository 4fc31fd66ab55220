package io.github.miragemaven.snapshot.imported;

import io.github.miragemaven.failure.UserFailureException;
import java.util.regex.Pattern;

/**
 * Where images are imported from.
 *
 * @param bucket the bucket's name, with {@code {region}} for the region that it is in
 * @param role the role by which EC2 reads the bucket
 */
public record ImportSettings(String bucket, String role) {

  /** Amazon S3 User Guide, "General purpose bucket naming rules". */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  /**
   * Takes settings as they are written down.
   *
   * @throws UserFailureException if no bucket can have such a name
   */
  public static ImportSettings of(String bucket, String role) throws UserFailureException {
    ImportSettings settings = new ImportSettings(bucket, role);
    if (!NAME.matcher(settings.bucketIn("local")).matches()) {
      throw new UserFailureException(
          "mirage.import.bucket is \"%s\", which is not a bucket's name.%nSet it to the name alone, such as blog-images-{region}."
              .formatted(bucket));
    }
    return settings;
  }

  /** The name of the bucket in a region. */
  String bucketIn(String region) {
    return bucket.replace("{region}", region);
  }
}
