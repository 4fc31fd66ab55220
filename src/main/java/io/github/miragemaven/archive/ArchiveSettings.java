package io.github.miragemaven.archive;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The settings of a site archive.
 *
 * @param file the archive file to write
 * @param modified the modification time of every file, which is sent as {@code Last-Modified};
 *     without it none is sent
 */
public record ArchiveSettings(Path file, Optional<Instant> modified) {}
