package io.github.miragemaven.image.ext2;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The data blocks of all groups, to be written one after the other. Where a group's data blocks
 * end, the next group's metadata is written before its data blocks begin.
 */
final class DataArea {

  private final Geometry geometry;
  private final ImageOutput out;
  private final GroupMetadata metadata;
  private int nextGroup;
  private long room;

  DataArea(Geometry geometry, ImageOutput out, GroupMetadata metadata) {
    this.geometry = geometry;
    this.out = out;
    this.metadata = metadata;
  }

  /** The next block, all zero and little-endian: to be set before anything else is written. */
  ByteBuffer block() throws IOException {
    makeRoom();
    room--;
    return out.claim(geometry.blockSize());
  }

  /** Lets the content write its next blocks. */
  void write(Content content, long blocks) throws Ext2Exception, IOException {
    long rest = blocks;
    while (rest > 0) {
      makeRoom();
      long part = Math.min(rest, room);
      content.writeNext(out, part);
      room -= part;
      rest -= part;
    }
  }

  private void makeRoom() throws IOException {
    while (room == 0) {
      beginGroup();
    }
  }

  private void beginGroup() throws IOException {
    metadata.write(nextGroup);
    room = geometry.dataBlocks(nextGroup);
    nextGroup++;
  }

  /** Writes the metadata of the groups that were not reached. */
  void finish() throws IOException {
    while (nextGroup < geometry.groups()) {
      beginGroup();
    }
  }
}
