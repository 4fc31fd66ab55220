package io.github.miragemaven.ami;

import io.github.miragemaven.snapshot.Encryption;
import java.util.Map;

/**
 * What is copied from another region.
 *
 * @param region the region it is in
 * @param ami its id there
 * @param encryption how the copy's snapshot is encrypted
 * @param snapshotTags what the copy's snapshot is tagged with
 * @param token the same for the same copy, so that it can be asked for twice
 */
record CopyOrder(
    String region,
    String ami,
    Encryption encryption,
    Map<String, String> snapshotTags,
    String token) {

  CopyOrder {
    snapshotTags = Map.copyOf(snapshotTags);
  }
}
