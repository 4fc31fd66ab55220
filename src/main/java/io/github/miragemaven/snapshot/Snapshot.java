package io.github.miragemaven.snapshot;

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
    String id, int gib, Optional<String> kmsKey, Sha256 image, String deployment) {}
