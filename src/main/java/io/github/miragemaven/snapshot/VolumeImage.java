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
 * A whole volume with the image on it, for ways to a snapshot that write volumes: the image, and
 * behind it the manifest by which a later upload knows what is there.
 */
public final class VolumeImage implements Closeable {

  /** The unit in which it is written, in bytes. */
  public static final int BLOCK = Block.SIZE;

  private final PreparedUpload upload;

  private VolumeImage(PreparedUpload upload) {
    this.upload = upload;
  }

  /**
   * The volume for an image.
   *
   * @param directory where the image's manifest is kept
   */
  public static VolumeImage of(DiskImage image, Path directory, Progress progress)
      throws IOException {
    Manifest manifest = new Manifests(directory, progress).of(image);
    return new VolumeImage(new PreparedUpload(image.file(), manifest, Optional.empty()));
  }

  /**
   * Blocks one behind the other.
   *
   * @param first the number of the first one
   * @param count how many they are
   */
  public record Run(int first, int count) {}

  /** The volume's size in GiB. */
  public int gib() {
    return upload.layout().gib();
  }

  /** How many blocks the image has. */
  public int imageBlocks() {
    return upload.layout().imageBlocks();
  }

  /**
   * What has to be written.
   *
   * @param blank whether what is not written reads as zeros
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

  /** The bytes of a block. */
  public InputStream stream(int block) throws IOException {
    return upload.content().open(block);
  }

  @Override
  public void close() throws IOException {
    upload.close();
  }
}
