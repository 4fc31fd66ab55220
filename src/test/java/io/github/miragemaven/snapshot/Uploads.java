package io.github.miragemaven.snapshot;

import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.AwsSettings;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelKind;
import io.github.miragemaven.progress.RecordedProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A local region, a project's build directory, and uploads from one to the other. */
final class Uploads implements AutoCloseable {

  final RecordedProgress progress = new RecordedProgress();
  final List<String> made = new ArrayList<>();
  final AwsRegion region;
  final Snapshots snapshots;

  private final Path directory;
  private Verification verification = Verification.SAMPLE;

  Uploads(Path directory) throws Exception {
    this.directory = directory;
    this.region =
        new Aws(
                new AwsSettings(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    16,
                    directory.resolve("region")))
            .region("local");
    this.snapshots = new Snapshots(region);
  }

  Uploads verifying(Verification how) {
    verification = how;
    return this;
  }

  Path buildDirectory() {
    return directory.resolve("target/mirage/deploy");
  }

  DiskImage image(List<Integer> blocks) throws IOException {
    Path file = SampleImage.write(directory.resolve("disk.img"), blocks);
    Sha256 digest = Sha256.ofFile(file);
    return new DiskImage(
        file,
        Files.size(file),
        digest,
        new Kernel(file.resolveSibling("kernel"), KernelKind.XEN_PV, 1, digest),
        1);
  }

  SnapshotOrder order(List<Integer> blocks) throws IOException {
    return new SnapshotOrder(
        image(blocks), Encryption.NONE, Optional.empty(), "blog 1.0", Map.of("a", "b"));
  }

  SnapshotOrder orderOnTopOf(Snapshot parent, List<Integer> blocks) throws IOException {
    return new SnapshotOrder(
        image(blocks), Encryption.NONE, snapshots.find(parent.id()), "blog 1.0", Map.of("a", "b"));
  }

  Snapshot upload(SnapshotOrder order) throws Exception {
    return uploader().upload(order, made::add);
  }

  SnapshotUploader uploader() {
    return new SnapshotUploader(
        region, new UploadSettings(buildDirectory(), 16, 16, verification), progress, Time.real());
  }

  /** The image as it is read back from a snapshot. */
  byte[] read(Snapshot snapshot, int blocks) {
    DirectSnapshots direct = new DirectSnapshots(region);
    byte[] image = new byte[blocks * Block.SIZE];
    direct
        .list(snapshot.id(), 0, 1000, Optional.empty())
        .tokens()
        .forEach(
            (block, token) -> {
              int[] at = {block * Block.SIZE};
              if (block < blocks) {
                direct.get(
                    snapshot.id(),
                    block,
                    token,
                    (bytes, length) -> {
                      System.arraycopy(bytes, 0, image, at[0], length);
                      at[0] += length;
                    });
              }
            });
    return image;
  }

  @Override
  public void close() {
    region.close();
  }
}
