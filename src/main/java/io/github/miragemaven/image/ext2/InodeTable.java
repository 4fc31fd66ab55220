package io.github.miragemaven.image.ext2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Writes the inode tables, in group order. */
final class InodeTable {

  private final Ext2Plan plan;
  private final Ext2Tree tree;
  private final int blockSize;
  private final DataBlocks numbers;
  private long index;

  InodeTable(Ext2Plan plan) {
    this.plan = plan;
    this.tree = plan.tree();
    this.blockSize = plan.geometry().blockSize();
    this.numbers = new DataBlocks(plan.geometry());
  }

  /** Writes the next group's inodes that are used or reserved. */
  void write(ImageOutput out, int group) throws IOException {
    int number = group * plan.geometry().inodesPerGroup() + 1;
    int end = number + plan.usedInodes(group);
    while (number < end) {
      ByteBuffer block = out.claim(blockSize);
      for (int at = 0; at < blockSize && number < end; at += Inode.SIZE, number++) {
        Optional<Inode> inode = inode(number);
        if (inode.isPresent()) {
          inode.get().put(block, at, numbers);
          index += inode.get().blocks().count();
        }
      }
    }
  }

  private Optional<Inode> inode(int number) {
    int follower = number - tree.inodeOfDirectory(1) + 1;
    int seconds = plan.settings().seconds();
    if (number == Inode.EXT2_ROOT_INO) {
      return Optional.of(inode(tree.directories().get(0), seconds));
    }
    if (number < Inode.FIRST_INO) {
      return Optional.empty();
    }
    if (follower < tree.directories().size()) {
      return Optional.of(inode(tree.directories().get(follower), seconds));
    }
    return Optional.of(inode(tree.files().get(follower - tree.directories().size()), seconds));
  }

  private Inode inode(Directory directory, int seconds) {
    long size = DirectoryContent.size(directory, blockSize);
    return new Inode(
        FileType.DIRECTORY.mode(directory.permissions()),
        directory.links(),
        size,
        seconds,
        BlockMap.of(blockSize, size, index));
  }

  private Inode inode(RegularFile file, int seconds) {
    return new Inode(
        FileType.REGULAR.mode(RegularFile.PERMISSIONS),
        1,
        file.size(),
        seconds,
        BlockMap.of(blockSize, file.size(), index));
  }
}
