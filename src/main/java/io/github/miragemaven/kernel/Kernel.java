package io.github.miragemaven.kernel;

import io.github.miragemaven.incremental.Sha256;
import java.nio.file.Path;

/**
 * An inspected kernel.
 *
 * @param file the path of the ELF file
 * @param kind the kind of kernel
 * @param size the file's size in bytes, at least 1
 * @param digest the digest of the file's content
 */
public record Kernel(Path file, KernelKind kind, long size, Sha256 digest) {}
