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
    /** Returns a completed snapshot that no AMI uses. */
    UNUSED_SNAPSHOT,
    /** Returns an AMI that is not available yet. */
    PENDING_IMAGE,
    /** Returns an AMI that failed. */
    FAILED_IMAGE,
    /** Returns an instance that is not terminated. */
    INSTANCE,
    /** Returns a security group that was created. */
    SECURITY_GROUP,
    /** Returns a volume that was created on its own. */
    VOLUME,
    /** Returns an object in a bucket. */
    OBJECT,
    /** Returns an incomplete multipart upload. */
    MULTIPART_UPLOAD,
    /** Returns an import that may still create a snapshot. */
    IMPORT_TASK
  }

  @Override
  public String toString() {
    return kind + " " + id;
  }
}
