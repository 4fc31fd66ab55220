package io.github.miragemaven.archive;

import io.github.miragemaven.incremental.Sha256;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A site archive.
 *
 * @param file the path of the archive
 * @param size the archive's size in bytes, including holes: a multiple of 4096
 * @param digest the digest of the archive's content
 * @param files the number of files of the site in it
 */
public record SiteArchive(Path file, long size, Sha256 digest, long files) {

  private static final String FILE = "archive.file";
  private static final String SIZE = "archive.size";
  private static final String DIGEST = "archive.digest";
  private static final String FILES = "archive.files";

  /** Describes the archive for the record of a step's last run. */
  public Map<String, String> describe() {
    return Map.of(
        FILE, file.toString(),
        SIZE, Long.toString(size),
        DIGEST, digest.hex(),
        FILES, Long.toString(files));
  }

  /** Finds the archive in the description of a step's result, which can have other entries too. */
  public static Optional<SiteArchive> in(Map<String, String> description) {
    return Optional.ofNullable(description.get(FILE))
        .map(
            file ->
                new SiteArchive(
                    Path.of(file),
                    Long.parseLong(description.get(SIZE)),
                    new Sha256(description.get(DIGEST)),
                    Long.parseLong(description.get(FILES))));
  }
}
