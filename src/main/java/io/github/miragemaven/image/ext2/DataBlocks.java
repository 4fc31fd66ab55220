package io.github.miragemaven.image.ext2;

/**
 * Translates data block indices, which count the data blocks of all groups from 0, to block numbers
 * of the file system. Sequential access is fastest.
 */
final class DataBlocks {

  private final Geometry geometry;
  private int group;
  private long firstIndex;
  private long endIndex;
  private long firstNumber;

  DataBlocks(Geometry geometry) {
    this.geometry = geometry;
    enter(0, 0);
  }

  /** Returns the block number of the data block with this index. */
  int number(long index) {
    while (index >= endIndex) {
      enter(group + 1, endIndex);
    }
    while (index < firstIndex) {
      enter(group - 1, firstIndex - geometry.dataBlocks(group - 1));
    }
    return (int) (firstNumber + (index - firstIndex));
  }

  private void enter(int newGroup, long newFirstIndex) {
    group = newGroup;
    firstIndex = newFirstIndex;
    endIndex = newFirstIndex + geometry.dataBlocks(newGroup);
    firstNumber = geometry.dataStart(newGroup);
  }
}
