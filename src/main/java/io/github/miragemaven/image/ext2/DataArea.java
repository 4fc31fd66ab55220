package io.github.miragemaven.image.ext2;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes the data blocks of all groups sequentially. Each group's metadata is written before its
 * data blocks.
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

  /**
   * Returns the next block, zeroed and little-endian, which must be filled before the next write.
   */
  ByteBuffer block() throws IOException {
    makeRoom();
    room--;
    return out.claim(geometry.blockSize());
  }

  /** Writes the next blocks of the content. */
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

  /** Writes the metadata of the remaining groups. */
  void finish() throws IOException {
    while (nextGroup < geometry.groups()) {
      beginGroup();
    }
  }
}
