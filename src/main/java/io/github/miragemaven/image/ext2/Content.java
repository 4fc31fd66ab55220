package io.github.miragemaven.image.ext2;

import java.io.IOException;

/** The content of an inode, written sequentially in blocks. */
interface Content {

  /** Writes the next blocks; the last block is padded with zeros. */
  void writeNext(ImageOutput out, long blocks) throws Ext2Exception, IOException;
}
