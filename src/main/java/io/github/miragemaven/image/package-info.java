/**
 * The disk image: a kernel, the GRUB menu that starts it and whatever files go with it, written as
 * an ext2 file system that a boot loader reads.
 *
 * <p>In comes a {@link io.github.miragemaven.kernel.Kernel} with {@link
 * io.github.miragemaven.image.ImageSettings}, out comes a {@link
 * io.github.miragemaven.image.DiskImage}, sparse and byte for byte the same wherever it is made.
 * {@code ext2} holds the file system, {@link io.github.miragemaven.image.DiskLayout} says where on
 * the disk it lies. Nothing here knows how a kernel is built or where an image goes.
 */
package io.github.miragemaven.image;
