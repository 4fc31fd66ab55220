package io.github.miragemaven.image.ext2;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Writes a planned file system sequentially, and the superblock last, so that an incomplete file is
 * not mistaken for a file system.
 */
public final class Ext2Writer {

  private Ext2Writer() {}

  /**
   * Writes the file system. Free blocks are left as holes.
   *
   * @param channel a file open for writing, whose size is at most the offset
   * @param offset the file system's offset in the file in bytes
   * @return the size of the file system: {@link Ext2Plan#size()}
   * @throws Ext2Exception if a source cannot be read or its size has changed
   * @throws IOException if reading or writing fails, which leaves an incomplete file system
   */
  public static long write(FileChannel channel, long offset, Ext2Plan plan)
      throws Ext2Exception, IOException {
    if (offset < 0 || channel.size() > offset) {
      throw new IllegalArgumentException(
          "A file of " + channel.size() + " bytes has no holes from offset " + offset + " on");
    }
    try (ImageOutput out = new ImageOutput(channel, offset)) {
      DataArea area = new DataArea(plan.geometry(), out, new GroupMetadata(plan, out));
      writeContent(plan, area);
      area.finish();
      if (out.end() < plan.size()) {
        out.seek(plan.size() - 1);
        out.claim(1);
      }
      out.seek(Superblock.OFFSET);
      plan.superblock().put(out.claim(Superblock.SIZE), 0);
      out.finish();
    }
    return plan.size();
  }

  private static void writeContent(Ext2Plan plan, DataArea area) throws Ext2Exception, IOException {
    Ext2Tree tree = plan.tree();
    int blockSize = plan.geometry().blockSize();
    DataBlocks numbers = new DataBlocks(plan.geometry());
    long index = 0;
    for (int number = 0; number < tree.directories().size(); number++) {
      long size = DirectoryContent.size(tree.directories().get(number), blockSize);
      BlockMap blocks = BlockMap.of(blockSize, size, index);
      blocks.write(area, new DirectoryContent(tree, number, blockSize), numbers);
      index += blocks.count();
    }
    for (RegularFile file : tree.files()) {
      BlockMap blocks = BlockMap.of(blockSize, file.size(), index);
      if (file.size() <= SmallContent.MAXIMUM_SIZE) {
        blocks.write(area, new SmallContent(file, blockSize), numbers);
      } else {
        try (LargeContent content = new LargeContent(file, blockSize)) {
          blocks.write(area, content, numbers);
          content.requireEnd();
        }
      }
      index += blocks.count();
    }
  }
}
