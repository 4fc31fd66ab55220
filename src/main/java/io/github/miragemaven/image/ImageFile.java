package io.github.miragemaven.image;

import java.nio.file.Path;

/**
 * A file or a directory tree that goes into the image beside the kernel.
 *
 * @param source its path on this machine
 * @param destination its absolute path in the image
 */
public record ImageFile(Path source, String destination) {}
