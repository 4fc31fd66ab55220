package io.github.miragemaven.local.state;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A multipart upload.
 *
 * @param id its id
 * @param bucket the bucket
 * @param key the object's key
 * @param initiated when it was started
 * @param checksum the checksum algorithm of the parts; empty if none was named
 * @param parts the parts by number, from 1
 */
public record MultipartUpload(
    String id,
    String bucket,
    String key,
    Instant initiated,
    String checksum,
    Map<Integer, Piece> parts) {

  /** Copies and sorts the parts. */
  public MultipartUpload {
    parts = new TreeMap<>(parts);
  }

  /** Returns this upload with a part added or replaced. */
  public MultipartUpload with(int number, Piece part) {
    Map<Integer, Piece> more = new TreeMap<>(parts);
    more.put(number, part);
    return new MultipartUpload(id, bucket, key, initiated, checksum, more);
  }
}
