package io.github.miragemaven.snapshot.imported;

/**
 * How an image is cut into parts, within the limits of the Amazon S3 User Guide, "Multipart upload
 * limits": at most 10,000 parts, of which all but the last have 5 MiB or more.
 *
 * @param size the image's size in bytes
 * @param partSize the size of each part but the last, in bytes
 */
record Parts(long size, long partSize) {

  private static final int MOST = 10_000;
  private static final long MIB = 1L << 20;

  /** Eight of them side by side take a minute on a line that carries 1 MiB a second. */
  private static final long USUAL = 8 * MIB;

  /** The parts of an image of that size. */
  static Parts of(long size) {
    long needed = (size + MOST - 1) / MOST;
    return new Parts(size, Math.max(USUAL, (needed + MIB - 1) / MIB * MIB));
  }

  /** How many there are. */
  int count() {
    return Math.toIntExact((size + partSize - 1) / partSize);
  }

  /** Where a part begins in the image; the first part is part 0. */
  long start(int part) {
    return part * partSize;
  }

  /** How many bytes a part has. */
  long length(int part) {
    return Math.min(partSize, size - start(part));
  }
}
