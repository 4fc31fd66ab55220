package io.github.miragemaven.ami;

import io.github.miragemaven.snapshot.Encryption;
import java.util.Map;

/**
 * A copy of an AMI from another region.
 *
 * @param region the source region
 * @param ami the ID of the source AMI
 * @param encryption how to encrypt the copy's snapshot
 * @param snapshotTags the tags of the copy's snapshot
 * @param token the client token, which makes a repeated request idempotent
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
