package io.github.miragemaven.snapshot;

import java.nio.file.Path;

/**
 * How uploads are made.
 *
 * @param directory where manifests and journals are kept: {@code target/mirage/deploy}
 * @param connections how many blocks may be on their way at once
 * @param verification what is read back
 */
public record UploadSettings(Path directory, int connections, Verification verification) {}
