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
 * @param layout where the files are in the archive
 */
public record ArchiveSettings(Path file, Optional<Instant> modified, Layout layout) {

  /** The two ways to place the files. */
  public enum Layout {
    /** With spare room, so that a changed file changes few blocks of the disk. */
    SPREAD,
    /** Without gaps, for an archive that is compiled into the kernel. */
    DENSE
  }
}
