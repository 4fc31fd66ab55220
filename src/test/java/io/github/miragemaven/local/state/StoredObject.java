package io.github.miragemaven.local.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.miragemaven.incremental.Sha256;
import java.time.Instant;
import java.util.List;

/**
 * An object in a bucket, without its data.
 *
 * @param bucket the bucket
 * @param key its key
 * @param etag its ETag, without quotes
 * @param modified when it was last modified
 * @param pieces its data, in order
 */
public record StoredObject(
    String bucket, String key, String etag, Instant modified, List<Piece> pieces) {

  /** Copies the pieces. */
  public StoredObject {
    pieces = List.copyOf(pieces);
  }

  /** Returns the ID of its record: keys may be long and contain any character. */
  public static String id(String bucket, String key) {
    return Sha256.of(bucket + "/" + key).hex();
  }

  /** Returns its size in bytes. */
  @JsonIgnore
  public long size() {
    return pieces.stream().mapToLong(Piece::size).sum();
  }
}
