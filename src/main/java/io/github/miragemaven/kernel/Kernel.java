package io.github.miragemaven.kernel;

import io.github.miragemaven.incremental.Sha256;
import java.nio.file.Path;

/**
 * An inspected kernel.
 *
 * @param file its path
 * @param kind what it is
 * @param size its bytes, at least 1
 * @param digest the digest of its content
 */
public record Kernel(Path file, KernelKind kind, long size, Sha256 digest) {}
