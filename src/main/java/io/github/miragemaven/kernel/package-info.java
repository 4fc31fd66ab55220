/**
 * Determines from a kernel's ELF file its kind and what can boot it.
 *
 * <p>{@link io.github.miragemaven.kernel.KernelInspector} turns the path of an untrusted file into
 * a {@link io.github.miragemaven.kernel.Kernel}, or throws a {@link
 * io.github.miragemaven.kernel.KernelException} that identifies the file and tells the user what to
 * do. Time and memory are bounded whatever the file contains. The package must not depend on how
 * kernels are built or on images.
 */
package io.github.miragemaven.kernel;
