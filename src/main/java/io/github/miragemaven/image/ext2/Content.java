package io.github.miragemaven.image.ext2;

import java.io.IOException;

/** The content of one inode, given out block by block, from the first to the last. */
interface Content {

  /** Writes the next blocks, the end of the last one filled with zeros. */
  void writeNext(ImageOutput out, long blocks) throws Ext2Exception, IOException;
}
