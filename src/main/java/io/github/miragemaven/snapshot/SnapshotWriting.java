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

/** One snapshot on its way: started, written, sealed, completed. */
final class SnapshotWriting {

  private final DirectSnapshots direct;
  private final Snapshots snapshots;
  private final UploadSettings settings;
  private final Journal journal;
  private final Execution execution;
  private final Progress progress;
  private final Time time;
  private final Retries retries;

  SnapshotWriting(
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
   * Brings a snapshot from where the journal has it to its completion.
   *
   * @param made is told its id
   */
  StoredSnapshot write(
      SnapshotOrder order, PreparedUpload upload, Journal.Entry begun, Consumer<String> made)
      throws IOException, InterruptedException, FailureException {
    Instant start = time.now();
    WritePlan expected = upload.plan(order.encryption().enabled());
    DirectSnapshots.Started started = start(order, upload, expected, begun);
    made.accept(started.id());
    Journal.Entry entry = begun.startedAs(started);
    journal.write(entry);
    WritePlan plan = upload.plan(started.kmsKey().isPresent());
    BitSet missing = missing(plan);
    progress.info(
        "uploading %s in %d blocks%s to %s%s"
            .formatted(
                Sizes.of((long) missing.cardinality() * Block.SIZE),
                missing.cardinality(),
                missing.cardinality() < plan.count() ? ", which are still missing," : "",
                started.id(),
                upload.parent().map(parent -> ", on top of " + parent.id()).orElse("")));
    send(started.id(), upload.content(), missing);
    seal(entry, plan, upload.content());
    StoredSnapshot stored = new Completion(snapshots, execution).of(started.id());
    progress.info(
        "uploaded in %.1f s".formatted(Duration.between(start, time.now()).toMillis() / 1000.0));
    return stored;
  }

  private DirectSnapshots.Started start(
      SnapshotOrder order, PreparedUpload upload, WritePlan expected, Journal.Entry begun)
      throws IOException, InterruptedException {
    if (begun.started().isPresent()) {
      return begun.started().get();
    }
    Map<String, String> tags = new TreeMap<>(order.tags());
    tags.put(TagKeys.DEPLOYMENT, begun.token());
    tags.put(TagKeys.SENT, Long.toString((long) expected.count() * Block.SIZE));
    upload.parent().ifPresent(parent -> tags.put(TagKeys.PARENT, parent.id()));
    SnapshotStart start =
        new SnapshotStart(
            begun.token(),
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
   * Seals the snapshot. Where it may be sealed already, because the answer to that was lost, a
   * refusal says nothing, and the snapshot's state is what counts.
   */
  private void seal(Journal.Entry entry, WritePlan plan, VolumeContent content)
      throws IOException, InterruptedException {
    String snapshot = entry.started().orElseThrow().id();
    Sha256 linear = linear(plan, content);
    AtomicBoolean maybeSealed = new AtomicBoolean(entry.sealing());
    journal.write(entry.nowSealing());
    try {
      retries.call(
          () -> {
            direct.complete(snapshot, plan.count(), linear);
            return null;
          },
          () -> maybeSealed.set(true));
    } catch (SdkException e) {
      if (!maybeSealed.get()) {
        throw e;
      }
    }
  }

  /** The LINEAR checksum: SHA-256 over the raw digests of the written blocks, in their order. */
  private static Sha256 linear(WritePlan plan, VolumeContent content) throws IOException {
    MessageDigest sha256 = Sha256.digest();
    BitSet blocks = plan.blocks();
    for (int block = blocks.nextSetBit(0); block >= 0; block = blocks.nextSetBit(block + 1)) {
      sha256.update(content.digest(block));
    }
    return Sha256.of(sha256.digest());
  }
}
