/**
 * Builds the boot code of GRUB 2 for BIOS machines, which boots Multiboot kernels from a
 * partitioned disk: the core image, built from the files of a GRUB package, and {@code grub.cfg}.
 *
 * <p>{@link io.github.miragemaven.image.grub.GrubCore} is built from {@link
 * io.github.miragemaven.image.grub.GrubParts} without running any of GRUB's programs, so that it
 * works on all platforms. The package must not depend on the layout of the disk.
 */
package io.github.miragemaven.image.grub;
