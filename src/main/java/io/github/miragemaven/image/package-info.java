/**
 * Writes the disk image: an ext2 file system with a kernel, the configuration of the boot loader,
 * and additional files.
 *
 * <p>{@link io.github.miragemaven.image.DiskImageWriter} turns a {@link
 * io.github.miragemaven.kernel.Kernel} and {@link io.github.miragemaven.image.ImageSettings} into a
 * {@link io.github.miragemaven.image.DiskImage}, a sparse file that is reproducible byte for byte.
 * {@code ext2} writes the file system, and {@link io.github.miragemaven.image.DiskLayout} places it
 * on the disk. The package must not depend on how kernels are built or where images are uploaded.
 */
package io.github.miragemaven.image;
