/**
 * GRUB 2 for BIOS machines, which boots Multiboot kernels from a partitioned disk: its core image,
 * put together from the parts that a distribution ships, and the {@code grub.cfg} that it runs.
 *
 * <p>In come {@link io.github.miragemaven.image.grub.GrubParts}, out come bytes for the disk.
 * Nothing here knows where on the disk they lie, and no program of GRUB's is run, so that it works
 * wherever the parts can be had.
 */
package io.github.miragemaven.image.grub;
