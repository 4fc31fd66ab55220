package io.github.miragemaven.snapshot;

import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.progress.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The content of a whole volume, for uploaders that write to volumes. Includes the manifest, so
 * that a later upload can be based on the snapshot.
 */
public final class VolumeImage implements Closeable {

  /** The size of a block in bytes. */
  public static final int BLOCK = Block.SIZE;

  private final PreparedUpload upload;

  private VolumeImage(PreparedUpload upload) {
    this.upload = upload;
  }

  /**
   * Opens an image.
   *
   * @param directory the directory of manifests
   */
  public static VolumeImage open(DiskImage image, Path directory, Progress progress)
      throws IOException {
    Manifest manifest = ManifestCache.manifest(image, directory, progress);
    return new VolumeImage(PreparedUpload.open(image.file(), manifest, Optional.empty()));
  }

  /**
   * A run of consecutive blocks.
   *
   * @param first the index of the first block
   * @param count the number of blocks
   */
  public record Run(int first, int count) {}

  /** Returns the volume's size in GiB. */
  public int gib() {
    return upload.layout().gib();
  }

  /** Returns the number of the image's blocks. */
  public int imageBlocks() {
    return upload.layout().imageBlocks();
  }

  /**
   * Returns the blocks that have to be written.
   *
   * @param blank whether unwritten blocks read as zeros
   */
  public List<Run> runs(boolean blank) throws IOException {
    BitSet blocks = upload.plan(!blank).blocks();
    if (blank) {
      VolumeContent content = upload.content();
      for (int i = blocks.nextSetBit(0); i >= 0; i = blocks.nextSetBit(i + 1)) {
        blocks.set(i, !Block.isZero(content.digest(i)));
      }
    }
    List<Run> runs = new ArrayList<>();
    for (int first = blocks.nextSetBit(0); first >= 0; ) {
      int end = blocks.nextClearBit(first);
      runs.add(new Run(first, end - first));
      first = blocks.nextSetBit(end);
    }
    return runs;
  }

  /** Opens a stream of a block's bytes. */
  public InputStream stream(int block) throws IOException {
    return upload.content().open(block);
  }

  @Override
  public void close() throws IOException {
    upload.close();
  }
}
