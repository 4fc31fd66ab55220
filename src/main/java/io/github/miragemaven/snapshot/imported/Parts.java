package io.github.miragemaven.snapshot.imported;

/**
 * The parts of an image for a multipart upload. S3 allows at most 10,000 parts, and all but the
 * last must have at least 5 MiB (Amazon S3 User Guide, "Multipart upload limits").
 *
 * @param size the image's size in bytes
 * @param partSize the size of each part but the last, in bytes
 */
record Parts(long size, long partSize) {

  private static final int MAX_PARTS = 10_000;
  private static final long MIB = 1L << 20;

  /** Eight parts in parallel take a minute at 1 MiB per second. */
  private static final long DEFAULT_SIZE = 8 * MIB;

  /** Divides an image of this size. */
  static Parts of(long size) {
    long needed = (size + MAX_PARTS - 1) / MAX_PARTS;
    return new Parts(size, Math.max(DEFAULT_SIZE, (needed + MIB - 1) / MIB * MIB));
  }

  /** Returns the number of parts. */
  int count() {
    return Math.toIntExact((size + partSize - 1) / partSize);
  }

  /** Returns the offset of a part in the image; the first part is 0. */
  long start(int part) {
    return part * partSize;
  }

  /** Returns the size of a part in bytes. */
  long length(int part) {
    return Math.min(partSize, size - start(part));
  }
}
