package io.github.miragemaven.local;

/**
 * Something that a deployment should not have left in a region.
 *
 * @param kind what it is
 * @param id its id
 */
public record Leak(Kind kind, String id) {

  /** What can be left. */
  public enum Kind {
    /** A snapshot that was never completed, or is not ready yet. */
    PENDING_SNAPSHOT,
    /** A snapshot that failed. */
    FAILED_SNAPSHOT,
    /** A completed snapshot that no AMI uses. */
    UNUSED_SNAPSHOT,
    /** An AMI that is not available yet. */
    PENDING_IMAGE,
    /** An AMI that failed. */
    FAILED_IMAGE,
    /** An instance that is not terminated. */
    INSTANCE,
    /** A security group that was made. */
    SECURITY_GROUP,
    /** A volume that was created by itself. */
    VOLUME,
    /** An object in a bucket. */
    OBJECT,
    /** An upload in parts that is not complete. */
    MULTIPART_UPLOAD,
    /** An import that may still come to a snapshot. */
    IMPORT_TASK
  }

  @Override
  public String toString() {
    return kind + " " + id;
  }
}
