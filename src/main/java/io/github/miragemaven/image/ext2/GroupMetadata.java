package io.github.miragemaven.image.ext2;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes the metadata of each group, in group order: superblock copy, group descriptor table,
 * bitmaps and inode table. The first superblock is omitted, since it is written last.
 */
final class GroupMetadata {

  private final Ext2Plan plan;
  private final Geometry geometry;
  private final ImageOutput out;
  private final InodeTable inodes;
  private final int blockSize;
  private long dataIndex;

  GroupMetadata(Ext2Plan plan, ImageOutput out) {
    this.plan = plan;
    this.geometry = plan.geometry();
    this.out = out;
    this.inodes = new InodeTable(plan);
    this.blockSize = geometry.blockSize();
  }

  /** Writes the next group's metadata and positions the output at the group's first data block. */
  void write(int group) throws IOException {
    long start = geometry.groupStart(group);
    if (Geometry.hasSuperblock(group)) {
      if (group > 0) {
        out.seek(start * blockSize);
        plan.superblock().put(out.claim(blockSize), group);
      }
      out.seek((start + 1) * blockSize);
      writeDescriptors();
    }
    out.seek((start + geometry.bitmapOffset(group)) * blockSize);
    int usedBlocks = geometry.metadataBlocks(group) + plan.usedDataBlocks(group, dataIndex);
    Bitmap.put(out.claim(blockSize), usedBlocks, geometry.groupBlocks(group));
    Bitmap.put(out.claim(blockSize), plan.usedInodes(group), geometry.inodesPerGroup());
    inodes.write(out, group);
    dataIndex += geometry.dataBlocks(group);
    out.seek(geometry.dataStart(group) * blockSize);
  }

  private void writeDescriptors() throws IOException {
    long index = 0;
    int group = 0;
    while (group < geometry.groups()) {
      ByteBuffer block = out.claim(blockSize);
      for (int at = 0; at < blockSize && group < geometry.groups(); at += GroupDescriptor.SIZE) {
        plan.descriptor(group, index).put(block, at);
        index += geometry.dataBlocks(group);
        group++;
      }
    }
  }
}
