package io.github.miragemaven.archive;

import io.github.miragemaven.incremental.Sha256;
import java.nio.file.Path;

/**
 * A site archive.
 *
 * @param file the path of the archive
 * @param size the archive's size in bytes, including holes: a multiple of 4096
 * @param digest the digest of the archive's content
 * @param files the number of files of the site in it
 */
public record SiteArchive(Path file, long size, Sha256 digest, long files) {}
