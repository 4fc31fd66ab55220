package io.github.miragemaven.image.ext2;

/**
 * The data blocks of all groups as one sequence. A place in it is an index from 0; what the format
 * wants is the block's number in the file system. Neighbouring indices are found fastest.
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

  /** The block number of the data block at an index that the file system has. */
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
