package io.github.miragemaven.site;

import io.github.miragemaven.incremental.Sha256;
import java.nio.file.Path;

/**
 * A finished site: a directory with at least one file, whose symbolic links all point inside it.
 *
 * @param directory its absolute path
 * @param files the number of paths that a visitor can request; a linked file counts for each link
 * @param bytes the total size of those files
 * @param digest a digest of the relative paths and contents of the files, independent of machine
 *     and location
 */
public record StaticSite(Path directory, long files, long bytes, Sha256 digest) {}
