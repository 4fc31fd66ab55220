package io.github.miragemaven.snapshot;

import java.nio.file.Path;

/**
 * Settings of uploads.
 *
 * @param directory the directory of manifests and journals: {@code target/mirage/deploy}
 * @param connections the number of parallel connections
 * @param verification the blocks to read back
 */
public record UploadSettings(Path directory, int connections, Verification verification) {}
