package io.github.miragemaven.snapshot;

import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Retries;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.progress.Gauge;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.progress.Sizes;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;

/** Writes a snapshot: starts it, sends its blocks, and completes it. */
final class SnapshotWriter {

  private final DirectSnapshots direct;
  private final Snapshots snapshots;
  private final UploadSettings settings;
  private final Journal journal;
  private final Execution execution;
  private final Progress progress;
  private final Time time;
  private final Retries retries;

  SnapshotWriter(
      DirectSnapshots direct,
      Snapshots snapshots,
      UploadSettings settings,
      Journal journal,
      Execution execution) {
    this.direct = direct;
    this.snapshots = snapshots;
    this.settings = settings;
    this.journal = journal;
    this.execution = execution;
    this.progress = execution.progress();
    this.time = execution.time();
    this.retries = Retries.ofNew(execution.time());
  }

  /**
   * Writes a snapshot, and waits until it is complete.
   *
   * @param saved the state of the upload in the journal
   * @param created receives the snapshot's ID
   */
  StoredSnapshot write(
      SnapshotOrder order, PreparedUpload upload, Journal.Entry saved, Consumer<String> created)
      throws IOException, InterruptedException, FailureException {
    Instant start = time.now();
    WritePlan expected = upload.plan(order.encryption().enabled());
    DirectSnapshots.Started started = start(order, upload, expected, saved);
    created.accept(started.id());
    Journal.Entry entry = saved.withStarted(started);
    journal.write(entry);
    WritePlan plan = upload.plan(started.kmsKey().isPresent());
    BitSet missing = missing(plan);
    int images = missing.get(0, upload.layout().imageBlocks()).cardinality();
    int manifests =
        missing
            .get(upload.layout().blocks() - upload.layout().pieces(), upload.layout().blocks())
            .cardinality();
    int empty = missing.cardinality() - images - manifests;
    progress.info(
        "uploading %s%s in %d blocks (%d of the image, %d of its manifest%s) to %s%s"
            .formatted(
                missing.cardinality() < plan.count() ? "the remaining " : "",
                Sizes.of((long) missing.cardinality() * Block.SIZE),
                missing.cardinality(),
                images,
                manifests,
                empty > 0 ? ", %d empty".formatted(empty) : "",
                started.id(),
                upload.parent().map(parent -> ", based on " + parent.id()).orElse("")));
    send(started.id(), upload.content(), missing);
    complete(entry, plan, upload.content());
    StoredSnapshot stored = snapshots.awaitCompletion(started.id(), execution);
    progress.info(
        "uploaded in %.1f s".formatted(Duration.between(start, time.now()).toMillis() / 1000.0));
    return stored;
  }

  private DirectSnapshots.Started start(
      SnapshotOrder order, PreparedUpload upload, WritePlan expected, Journal.Entry saved)
      throws IOException, InterruptedException {
    if (saved.started().isPresent()) {
      return saved.started().get();
    }
    Map<String, String> tags = new TreeMap<>(order.tags());
    tags.put(TagKeys.DEPLOYMENT, saved.token());
    tags.put(TagKeys.SENT, Long.toString((long) expected.count() * Block.SIZE));
    upload.parent().ifPresent(parent -> tags.put(TagKeys.PARENT, parent.id()));
    SnapshotStart start =
        new SnapshotStart(
            saved.token(),
            upload.layout().gib(),
            upload.parent().map(PreparedUpload.Parent::id),
            order.encryption(),
            order.description(),
            tags);
    return retries.call(() -> direct.start(start));
  }

  private BitSet missing(WritePlan plan) throws IOException {
    BitSet missing = (BitSet) plan.blocks().clone();
    missing.andNot(journal.confirmed());
    return missing;
  }

  private void send(String snapshot, VolumeContent content, BitSet blocks)
      throws IOException, InterruptedException {
    try (Gauge gauge = progress.gauge("uploading", (long) blocks.cardinality() * Block.SIZE)) {
      new ParallelTasks(settings.connections(), retries, gauge, block -> Block.SIZE)
          .run(
              blocks,
              block -> {
                direct.put(snapshot, block, content.digest(block), () -> content.open(block));
                journal.confirm(block);
              });
    }
  }

  /**
   * Completes the snapshot. If a response was lost, it may already be complete; then an error is
   * ignored, as the snapshot's state decides.
   */
  private void complete(Journal.Entry entry, WritePlan plan, VolumeContent content)
      throws IOException, InterruptedException {
    String snapshot = entry.started().orElseThrow().id();
    Sha256 linear = linear(plan, content);
    AtomicBoolean maybeComplete = new AtomicBoolean(entry.completing());
    journal.write(entry.withCompleting());
    try {
      retries.call(
          () -> {
            direct.complete(snapshot, plan.count(), linear);
            return null;
          },
          () -> maybeComplete.set(true));
    } catch (SdkException e) {
      if (!maybeComplete.get()) {
        throw e;
      }
    }
  }

  /**
   * Computes the LINEAR checksum: the SHA-256 of the written blocks' digests in ascending order.
   */
  private static Sha256 linear(WritePlan plan, VolumeContent content) throws IOException {
    MessageDigest sha256 = Sha256.digest();
    BitSet blocks = plan.blocks();
    for (int block = blocks.nextSetBit(0); block >= 0; block = blocks.nextSetBit(block + 1)) {
      sha256.update(content.digest(block));
    }
    return Sha256.of(sha256.digest());
  }
}
