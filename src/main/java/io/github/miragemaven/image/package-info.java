/**
 * Writes the disk image: an ext2 file system with a kernel, the configuration of the boot loader,
 * and additional files; and, for a kernel that serves the site from the disk, the site's archive.
 *
 * <p>{@link io.github.miragemaven.image.DiskImageWriter} turns a {@link
 * io.github.miragemaven.kernel.Kernel}, a {@link io.github.miragemaven.archive.SiteArchive} and
 * {@link io.github.miragemaven.image.ImageSettings} into a {@link
 * io.github.miragemaven.image.DiskImage}, a sparse file that is reproducible byte for byte. {@code
 * ext2} writes the file system, and {@link io.github.miragemaven.image.DiskLayout} places it on the
 * disk. The package must not depend on how kernels are built or where images are uploaded.
 */
package io.github.miragemaven.image;
