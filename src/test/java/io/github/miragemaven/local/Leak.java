package io.github.miragemaven.local;

/**
 * A resource that a deployment should not have left in a region.
 *
 * @param kind the kind of resource
 * @param id its ID
 */
public record Leak(Kind kind, String id) {

  /** The kinds of leaked resources. */
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
    /** A security group that was created. */
    SECURITY_GROUP,
    /** A volume that was created on its own. */
    VOLUME,
    /** An object in a bucket. */
    OBJECT,
    /** An incomplete multipart upload. */
    MULTIPART_UPLOAD,
    /** An import that may still create a snapshot. */
    IMPORT_TASK
  }

  @Override
  public String toString() {
    return kind + " " + id;
  }
}
