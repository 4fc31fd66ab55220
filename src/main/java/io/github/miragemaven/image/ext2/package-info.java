/**
 * Writes files and directories as an ext2 file system, without root, a loop device or a tool.
 *
 * <p>In comes an {@link io.github.miragemaven.image.ext2.Ext2Tree} with its {@link
 * io.github.miragemaven.image.ext2.Ext2Settings}; out goes a sparse file system whose bytes depend
 * on nothing else. The package knows nothing of kernels, boot loaders or partitions.
 *
 * <p>The format is that of Dave Poirier, "The Second Extended File System: Internal Layout" (2019),
 * and the classes here name its sections. What is written is what old boot loaders read too:
 * revision 1, 128-byte inodes, {@code filetype}, {@code sparse_super} and, where a file needs it,
 * {@code large_file}.
 */
package io.github.miragemaven.image.ext2;
