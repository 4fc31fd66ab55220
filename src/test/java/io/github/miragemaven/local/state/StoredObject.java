package io.github.miragemaven.local.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.miragemaven.incremental.Sha256;
import java.time.Instant;
import java.util.List;

/**
 * An object in a bucket, but for its bytes.
 *
 * @param bucket the bucket
 * @param key its key there
 * @param etag its ETag, without quotes
 * @param modified when it was written
 * @param pieces its bytes, in order
 */
public record StoredObject(
    String bucket, String key, String etag, Instant modified, List<Piece> pieces) {

  /** Keeps the pieces as they are now. */
  public StoredObject {
    pieces = List.copyOf(pieces);
  }

  /** What its record is kept by: keys may be long and have any character. */
  public static String id(String bucket, String key) {
    return Sha256.of(bucket + "/" + key).hex();
  }

  /** How many bytes it has. */
  @JsonIgnore
  public long size() {
    return pieces.stream().mapToLong(Piece::size).sum();
  }
}
