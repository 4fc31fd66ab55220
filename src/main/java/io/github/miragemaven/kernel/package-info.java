/**
 * What a kernel is and where it can boot, read from its ELF file alone.
 *
 * <p>In comes the path of a file that anyone may have made; out comes a {@link
 * io.github.miragemaven.kernel.Kernel}, or a {@link io.github.miragemaven.kernel.KernelException}
 * that says what the file is instead and what to do. Reading is bounded: neither time nor memory
 * follows from a number in the file. Nothing here knows how the kernel was built, or what an image
 * is.
 */
package io.github.miragemaven.kernel;
