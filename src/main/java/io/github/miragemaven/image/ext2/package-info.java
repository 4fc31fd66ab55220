/**
 * Writes files and directories as an ext2 file system, without root privileges, loop devices or
 * external programs.
 *
 * <p>{@link io.github.miragemaven.image.ext2.Ext2Writer} writes a sparse file system whose bytes
 * are determined by an {@link io.github.miragemaven.image.ext2.Ext2Tree} and its {@link
 * io.github.miragemaven.image.ext2.Ext2Settings}. The package must not depend on kernels, boot
 * loaders or partitions.
 *
 * <p>The format is specified in Dave Poirier, "The Second Extended File System: Internal Layout"
 * (2019), whose sections the classes cite. For old boot loaders, only these features are used:
 * revision 1, 128-byte inodes, {@code filetype}, {@code sparse_super} and, where a file needs it,
 * {@code large_file}.
 */
package io.github.miragemaven.image.ext2;
