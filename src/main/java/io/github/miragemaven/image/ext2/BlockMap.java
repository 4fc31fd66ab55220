package io.github.miragemaven.image.ext2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps the content of a file or directory to blocks (section "Inode Table", {@code i_block}): the
 * inode points to the first 12, and to the others through one, two or three levels of indirect
 * blocks.
 *
 * <p>The blocks are consecutive data blocks. Each indirect block precedes the blocks to which it
 * points, so that files are read sequentially.
 *
 * @param blockSize the block size in bytes
 * @param contentBlocks the number of blocks that hold content
 * @param first the data block index of the first block
 */
record BlockMap(int blockSize, long contentBlocks, long first) {

  private static final int DIRECT_BLOCKS = 12;
  private static final int LEVELS = 3;

  /**
   * An indirect block and all blocks reachable through it.
   *
   * @param level 1 if it points to content, otherwise one more than the level of the blocks to
   *     which it points
   * @param index the data block index of the indirect block
   * @param contentBlocks the number of content blocks reachable through it
   */
  private record Tree(int level, long index, long contentBlocks) {}

  /** Returns the map of content of this size. */
  static BlockMap of(int blockSize, long bytes, long first) {
    return new BlockMap(blockSize, Geometry.ceilDiv(bytes, blockSize), first);
  }

  /** Returns the number of blocks, including indirect ones. */
  long count() {
    long count = direct();
    for (Tree tree : trees()) {
      count += blocks(tree.level, tree.contentBlocks);
    }
    return count;
  }

  /** Writes the inode's 15 pointers, {@code i_block}, at the offset of a zeroed buffer. */
  void putPointers(ByteBuffer inodes, int at, DataBlocks numbers) {
    int slot = at;
    for (long i = 0; i < direct(); i++, slot += Integer.BYTES) {
      inodes.putInt(slot, numbers.number(first + i));
    }
    for (Tree tree : trees()) {
      inodes.putInt(slot, numbers.number(tree.index));
      slot += Integer.BYTES;
    }
  }

  /** Writes all content and indirect blocks to the data area. */
  void write(DataArea area, Content content, DataBlocks numbers) throws Ext2Exception, IOException {
    area.write(content, direct());
    for (Tree tree : trees()) {
      write(tree, area, content, numbers);
    }
  }

  private void write(Tree tree, DataArea area, Content content, DataBlocks numbers)
      throws Ext2Exception, IOException {
    ByteBuffer pointers = area.block();
    if (tree.level == 1) {
      for (int i = 0; i < tree.contentBlocks; i++) {
        pointers.putInt(i * Integer.BYTES, numbers.number(tree.index + 1 + i));
      }
      area.write(content, tree.contentBlocks);
      return;
    }
    List<Tree> children = children(tree);
    for (int i = 0; i < children.size(); i++) {
      pointers.putInt(i * Integer.BYTES, numbers.number(children.get(i).index));
    }
    for (Tree child : children) {
      write(child, area, content, numbers);
    }
  }

  private long direct() {
    return Math.min(contentBlocks, DIRECT_BLOCKS);
  }

  /** Returns the trees to whose roots the inode points: at most one of each level. */
  private List<Tree> trees() {
    long rest = contentBlocks - direct();
    if (rest == 0) {
      return List.of();
    }
    List<Tree> trees = new ArrayList<>(LEVELS);
    long index = first + direct();
    for (int level = 1; rest > 0; level++) {
      long part = Math.min(rest, reach(level));
      trees.add(new Tree(level, index, part));
      index += blocks(level, part);
      rest -= part;
    }
    return trees;
  }

  private List<Tree> children(Tree parent) {
    List<Tree> children = new ArrayList<>();
    int level = parent.level - 1;
    long index = parent.index + 1;
    for (long rest = parent.contentBlocks; rest > 0; rest -= reach(level)) {
      long part = Math.min(rest, reach(level));
      children.add(new Tree(level, index, part));
      index += blocks(level, part);
    }
    return children;
  }

  /** Returns the number of content blocks reachable through a full indirect block of this level. */
  private long reach(int level) {
    long reach = 1;
    for (int i = 0; i < level; i++) {
      reach *= blockSize / Integer.BYTES;
    }
    return reach;
  }

  /** Returns the number of blocks of a tree of this level with this much content. */
  private long blocks(int level, long content) {
    long count = content;
    long named = content;
    for (int i = 0; i < level; i++) {
      named = Geometry.ceilDiv(named, blockSize / Integer.BYTES);
      count += named;
    }
    return count;
  }
}
