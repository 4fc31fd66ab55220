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

  DataBlocks(Geometry geometry) {
    this.geometry = geometry;
    this.endIndex = geometry.dataBlocks(0);
  }

  /** The block number of the data block at an index that the file system has. */
  int number(long index) {
    while (index >= endIndex) {
      group++;
      firstIndex = endIndex;
      endIndex += geometry.dataBlocks(group);
    }
    while (index < firstIndex) {
      group--;
      endIndex = firstIndex;
      firstIndex -= geometry.dataBlocks(group);
    }
    return (int) (geometry.dataStart(group) + (index - firstIndex));
  }
}
