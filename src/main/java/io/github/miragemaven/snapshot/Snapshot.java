package io.github.miragemaven.snapshot;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.incremental.Sha256;
import java.util.Optional;

/**
 * A completed snapshot that holds an image.
 *
 * @param id its id
 * @param gib the size of its volume
 * @param kmsKey the key that it is encrypted with; empty if it is not encrypted
 * @param image the digest of the image
 * @param deployment the run that made it
 */
public record Snapshot(
    String id, int gib, Optional<String> kmsKey, Sha256 image, String deployment) {

  /** A stored one that holds the order's image. */
  public static Snapshot of(StoredSnapshot stored, SnapshotOrder order) {
    return new Snapshot(
        stored.id(),
        stored.gib(),
        stored.kmsKey(),
        order.image().digest(),
        stored.tags().getOrDefault(TagKeys.DEPLOYMENT, ""));
  }
}
