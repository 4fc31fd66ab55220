package io.github.miragemaven.local.state;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * An object that is uploaded in parts.
 *
 * @param id its id
 * @param bucket the bucket that it goes to
 * @param key its key there
 * @param initiated when it was begun
 * @param checksum the algorithm that each part's checksum is of; empty if none was named
 * @param parts the parts by their numbers, which begin at 1
 */
public record MultipartUpload(
    String id,
    String bucket,
    String key,
    Instant initiated,
    String checksum,
    Map<Integer, Piece> parts) {

  /** Keeps the parts as they are now, sorted. */
  public MultipartUpload {
    parts = new TreeMap<>(parts);
  }

  /** This upload with one more part, or with another in the place of one. */
  public MultipartUpload with(int number, Piece part) {
    Map<Integer, Piece> more = new TreeMap<>(parts);
    more.put(number, part);
    return new MultipartUpload(id, bucket, key, initiated, checksum, more);
  }
}
