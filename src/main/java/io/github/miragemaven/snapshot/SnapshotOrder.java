package io.github.miragemaven.snapshot;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.incremental.Sha256;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The snapshot that is wanted.
 *
 * @param image what it is to hold
 * @param encryption how it is to be encrypted
 * @param parent an older one that it may go on top of
 * @param description what is written beside it
 * @param tags what it is tagged with, beside the deployment
 */
public record SnapshotOrder(
    DiskImage image,
    Encryption encryption,
    Optional<StoredSnapshot> parent,
    String description,
    Map<String, String> tags) {

  /** Copies the tags, and adds what tells the image and the key. */
  public SnapshotOrder {
    Map<String, String> all = new TreeMap<>(tags);
    all.put(TagKeys.IMAGE, image.digest().hex());
    all.put(TagKeys.KEY, encryption.tag());
    all.put(TagKeys.STATE, TagKeys.UNFINISHED);
    tags = Map.copyOf(all);
  }

  /** This order for a snapshot that stands alone. */
  SnapshotOrder withoutParent() {
    return new SnapshotOrder(image, encryption, Optional.empty(), description, tags);
  }

  /** Whether a snapshot that is there already is one for this order. */
  public boolean fits(StoredSnapshot snapshot) {
    return image.digest().hex().equals(snapshot.tags().get(TagKeys.IMAGE))
        && fitsEncryption(snapshot);
  }

  /** Whether a snapshot is encrypted as this order wants it. */
  boolean fitsEncryption(StoredSnapshot snapshot) {
    return encryption.tag().equals(snapshot.tags().get(TagKeys.KEY))
        && encryption.enabled() == snapshot.kmsKey().isPresent();
  }

  /** A digest of all that a start of the snapshot says, but for its parent. */
  Sha256 digest() {
    return Sha256.of(description + '\0' + new TreeMap<>(tags));
  }
}
