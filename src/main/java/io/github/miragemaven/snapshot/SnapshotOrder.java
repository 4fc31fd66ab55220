package io.github.miragemaven.snapshot;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.incremental.Sha256;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Request for a snapshot of an image.
 *
 * @param image the image
 * @param encryption the encryption of the snapshot
 * @param parent an older snapshot that it may be based on
 * @param description its description
 * @param tags its tags, except for the deployment's ID
 */
public record SnapshotOrder(
    DiskImage image,
    Encryption encryption,
    Optional<StoredSnapshot> parent,
    String description,
    Map<String, String> tags) {

  /** Adds the tags that record the image, the KMS key and the state. */
  public SnapshotOrder {
    Map<String, String> all = new TreeMap<>(tags);
    all.put(TagKeys.IMAGE, image.digest().hex());
    all.put(TagKeys.KEY, encryption.tag());
    all.put(TagKeys.STATE, TagKeys.UNFINISHED);
    tags = Map.copyOf(all);
  }

  /** Returns this order without a parent. */
  SnapshotOrder withoutParent() {
    return new SnapshotOrder(image, encryption, Optional.empty(), description, tags);
  }

  /** Tells whether an existing snapshot fulfills this order. */
  public boolean fits(StoredSnapshot snapshot) {
    return image.digest().hex().equals(snapshot.tags().get(TagKeys.IMAGE))
        && fitsEncryption(snapshot);
  }

  /** Tells whether a snapshot is encrypted with this order's key. */
  boolean fitsEncryption(StoredSnapshot snapshot) {
    return encryption.tag().equals(snapshot.tags().get(TagKeys.KEY))
        && encryption.enabled() == snapshot.kmsKey().isPresent();
  }

  /** Returns a digest of all parameters of the start of the snapshot except its parent. */
  Sha256 digest() {
    return Sha256.of(description + '\0' + new TreeMap<>(tags));
  }
}
