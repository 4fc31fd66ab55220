package io.github.miragemaven.image;

import java.nio.file.Path;

/**
 * A file or directory tree to be copied into the image.
 *
 * @param source the path of the file or directory on this machine
 * @param destination the absolute path in the image
 */
public record ImageFile(Path source, String destination) {}
