package io.github.miragemaven.image;

import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.kernel.KernelKind;
import java.nio.file.Path;

/**
 * A disk image.
 *
 * @param file where it lies
 * @param size its size in bytes, holes included
 * @param digest the digest of its bytes
 * @param kernelSize what the kernel takes in it, in bytes: less than the kernel's own size when it
 *     is compressed
 * @param kernelKind what the kernel is, which decides how the disk boots and where
 */
public record DiskImage(
    Path file, long size, Sha256 digest, long kernelSize, KernelKind kernelKind) {}
