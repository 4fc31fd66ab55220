package io.github.miragemaven.site;

import io.github.miragemaven.incremental.Sha256;
import java.nio.file.Path;

/**
 * A finished site: a directory with at least one file, in which every symbolic link leads to
 * something else in it.
 *
 * @param directory where it lies, as an absolute path
 * @param files how many files a visitor can ask for; a file that two links lead to counts each time
 * @param bytes the size of those files together
 * @param digest over the relative paths and the contents of the files, whatever the machine and the
 *     location: equal sites have equal digests
 */
public record StaticSite(Path directory, long files, long bytes, Sha256 digest) {}
