package io.github.miragemaven.snapshot;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.QuickTime;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.TestRegions;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.progress.RecordedProgress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Uploads images from a build directory to a local region. */
final class Uploads {

  private static final String REGION = "local";

  final TestRegions regions;
  final RecordedProgress progress = new RecordedProgress();
  final List<String> created = new ArrayList<>();

  private final Path directory;
  private Encryption encryption = Encryption.NONE;
  private Verification verification = Verification.SAMPLE;
  private String build = "target";
  private int connections = 16;

  Uploads(Path directory) {
    this.directory = directory;
    this.regions = new TestRegions(directory.resolve("region"));
  }

  Uploads verifying(Verification how) {
    verification = how;
    return this;
  }

  Uploads over(int many) {
    connections = many;
    return this;
  }

  Uploads encrypting(Encryption how) {
    encryption = how;
    return this;
  }

  Uploads failing(Faults faults) {
    regions.failing(faults);
    return this;
  }

  /** Continues with an empty build directory. */
  Uploads cleaned() {
    build = build + "-cleaned";
    return this;
  }

  /** Uploads an image of these blocks without a parent. */
  Snapshot upload(List<Integer> blocks) throws Exception {
    return upload(blocks, Optional.empty());
  }

  /** Uploads an image of these blocks, based on a snapshot. */
  Snapshot upload(List<Integer> blocks, Snapshot parent) throws Exception {
    return upload(blocks, Optional.of(parent.id()));
  }

  private Snapshot upload(List<Integer> blocks, Optional<String> parent)
      throws IOException, InterruptedException, FailureException {
    Path image = SampleImage.write(directory.resolve("disk.img"), blocks);
    try (AwsRegion region = regions.aws(connections).region(REGION)) {
      SnapshotOrder order =
          new SnapshotOrder(
              SampleImage.disk(image),
              encryption,
              parent.flatMap(new Snapshots(region)::find),
              "a test",
              Map.of("a", "b"));
      return uploader(region).upload(order, created::add);
    }
  }

  /** Plans the upload of an image of zeros. */
  UploadPlan plan(long size) throws Exception {
    Path image = SampleImage.write(directory.resolve("disk.img"), List.of(), size);
    try (AwsRegion region = regions.aws(connections).region(REGION)) {
      return uploader(region)
          .plan(
              new SnapshotOrder(
                  SampleImage.disk(image), encryption, Optional.empty(), "a test", Map.of()));
    }
  }

  private SnapshotUploader uploader(AwsRegion region) {
    return new SnapshotUploader(
        region,
        new UploadSettings(directory.resolve(build), connections, verification),
        new Execution(progress, new QuickTime()));
  }

  /** Creates a snapshot of zeros with these bytes in its last block, as another tool might. */
  Snapshot foreign(byte[] lastBlock) throws Exception {
    try (AwsRegion region = regions.aws(1).region(REGION)) {
      DirectSnapshots direct = new DirectSnapshots(region);
      DirectSnapshots.Started started =
          direct.start(
              new SnapshotStart(
                  "token",
                  1,
                  Optional.empty(),
                  Encryption.NONE,
                  "foreign",
                  Map.of(TagKeys.KEY, Encryption.NONE.tag())));
      byte[] block = Arrays.copyOf(lastBlock, Block.SIZE);
      byte[] digest = Sha256.digest().digest(block);
      direct.put(started.id(), Block.PER_GIB - 1, digest, () -> new ByteArrayInputStream(block));
      direct.complete(started.id(), 1, Sha256.of(Sha256.digest().digest(digest)));
      while (new Snapshots(region).find(started.id()).orElseThrow().state()
          != StoredSnapshot.State.COMPLETED) {
        Thread.onSpinWait();
      }
      return new Snapshot(started.id(), 1, Optional.empty(), Sha256.of("foreign"), "foreign");
    }
  }

  long requests(String operation) {
    return regions.requests(REGION, operation);
  }

  /** Reads an image back from a snapshot, and returns its digest. */
  Sha256 read(Snapshot snapshot, int blocks) throws IOException {
    Path file = directory.resolve("exported.img");
    regions.export(REGION, snapshot.id(), file);
    try (ImageBlocks exported = ImageBlocks.open(file)) {
      var sha256 = Sha256.digest();
      ByteBuffer block = ByteBuffer.allocate(Block.SIZE);
      for (int i = 0; i < blocks; i++) {
        exported.read(i, block);
        sha256.update(block);
      }
      return Sha256.of(sha256.digest());
    }
  }
}
