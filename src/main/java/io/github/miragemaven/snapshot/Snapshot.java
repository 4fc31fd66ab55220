package io.github.miragemaven.snapshot;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.incremental.Sha256;
import java.util.Optional;

/**
 * A completed snapshot of an image.
 *
 * @param id its ID
 * @param gib the size of its volume in GiB
 * @param kmsKey the KMS key; empty if it is not encrypted
 * @param image the digest of the image
 * @param deployment the ID of the deployment that created it
 */
public record Snapshot(
    String id, int gib, Optional<String> kmsKey, Sha256 image, String deployment) {

  /** Converts a completed snapshot that contains the order's image. */
  public static Snapshot of(StoredSnapshot stored, SnapshotOrder order) {
    return new Snapshot(
        stored.id(),
        stored.gib(),
        stored.kmsKey(),
        order.image().digest(),
        stored.tags().getOrDefault(TagKeys.DEPLOYMENT, ""));
  }
}
