package io.github.miragemaven.snapshot;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Retries;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Uploads images to a region: starts a snapshot, or goes on with the one that a killed run has
 * begun, sends the blocks that its parent does not hold, seals it, and looks at what is there.
 */
public final class SnapshotUploader implements Uploader {

  private final UploadSettings settings;
  private final Progress progress;
  private final Execution execution;
  private final Path directory;
  private final Snapshots snapshots;
  private final DirectSnapshots direct;
  private final SnapshotReader reader;

  /** Uploads to that region. */
  public SnapshotUploader(AwsRegion region, UploadSettings settings, Execution execution) {
    this.settings = settings;
    this.progress = execution.progress();
    this.execution = execution;
    this.directory = settings.directory().resolve(region.name());
    this.snapshots = new Snapshots(region);
    this.direct = new DirectSnapshots(region);
    this.reader =
        new SnapshotReader(direct, Retries.of(execution.time()), progress, settings.connections());
  }

  @Override
  public UploadPlan plan(SnapshotOrder order) throws IOException, InterruptedException {
    try (PreparedUpload upload = prepare(order.image(), fitting(order))) {
      return new UploadPlan(
          upload.plan(order.encryption().enabled()).count(),
          upload.layout().imageBlocks(),
          upload.layout().gib(),
          upload.parent().map(PreparedUpload.Parent::id),
          Optional.empty());
    }
  }

  @Override
  public Snapshot upload(SnapshotOrder order, Consumer<String> made)
      throws IOException, InterruptedException, FailureException {
    try (Journal journal = Journal.in(directory)) {
      try {
        return upload(order, journal, made);
      } catch (SnapshotDamagedException e) {
        journal.end();
        if (order.parent().isEmpty()) {
          throw e;
        }
        progress.warn(e.getMessage().lines().findFirst().orElseThrow());
        progress.info("uploading the whole image to another snapshot");
        return upload(order.withoutParent(), journal, made);
      }
    }
  }

  @Override
  public Optional<Snapshot> reuse(SnapshotOrder order, StoredSnapshot stored)
      throws IOException, InterruptedException {
    Optional<Manifest> found = reader.manifest(stored.id(), stored.gib(), directory);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (Manifest manifest = found.get()) {
      if (!manifest.image().equals(order.image().digest())) {
        return Optional.empty();
      }
      verify(stored, manifest, new BitSet());
      return Optional.of(
          snapshot(stored, order, stored.tags().getOrDefault(TagKeys.DEPLOYMENT, "")));
    } catch (SnapshotDamagedException e) {
      return Optional.empty();
    }
  }

  private Snapshot upload(SnapshotOrder order, Journal journal, Consumer<String> made)
      throws IOException, InterruptedException, FailureException {
    Optional<Journal.Entry> unfinished = unfinished(order, journal);
    try (PreparedUpload upload =
        prepare(
            order.image(),
            unfinished.isPresent()
                ? unfinished.get().parent().flatMap(snapshots::find)
                : fitting(order))) {
      Optional<String> parent = upload.parent().map(PreparedUpload.Parent::id);
      Journal.Entry entry =
          unfinished
              .filter(old -> old.parent().equals(parent))
              .orElseGet(() -> begun(order, parent));
      if (!unfinished.equals(Optional.of(entry))) {
        journal.begin(entry);
      }
      SnapshotWriting writing =
          new SnapshotWriting(direct, snapshots, settings, journal, execution);
      StoredSnapshot stored = writing.write(order, upload, entry, made);
      if (settings.verification() == Verification.FULL
          || parent.isPresent()
          || unfinished.isPresent()) {
        BitSet sent = upload.plan(stored.kmsKey().isPresent()).blocks();
        verify(stored, upload.manifest(), sent);
      }
      journal.end();
      return snapshot(stored, order, entry.token());
    }
  }

  private void verify(StoredSnapshot stored, Manifest manifest, BitSet sent)
      throws IOException, InterruptedException, SnapshotDamagedException {
    reader.verify(
        stored.id(), manifest, Sample.of(settings.verification(), manifest.blocks(), sent));
  }

  private static Journal.Entry begun(SnapshotOrder order, Optional<String> parent) {
    return new Journal.Entry(
        UUID.randomUUID().toString(), order.digest(), parent, Optional.empty(), false);
  }

  /** What a killed run has begun, if it can still be brought to its end. */
  private Optional<Journal.Entry> unfinished(SnapshotOrder order, Journal journal) {
    return journal
        .unfinished()
        .filter(entry -> entry.order().equals(order.digest()))
        .filter(
            entry ->
                entry.started().isEmpty()
                    || snapshots
                        .find(entry.started().get().id())
                        .filter(stored -> stored.state() != StoredSnapshot.State.FAILED)
                        .isPresent());
  }

  private static Optional<StoredSnapshot> fitting(SnapshotOrder order) {
    return order.parent().filter(order::fitsEncryption);
  }

  /** Digests the image, and reads what the snapshot below holds; without that there is none. */
  private PreparedUpload prepare(DiskImage image, Optional<StoredSnapshot> below)
      throws IOException, InterruptedException {
    Manifest manifest = new Manifests(settings.directory(), progress).of(image);
    Optional<PreparedUpload.Parent> parent = Optional.empty();
    if (below.isPresent()) {
      StoredSnapshot stored = below.get();
      parent =
          reader
              .manifest(stored.id(), stored.gib(), directory)
              .map(held -> new PreparedUpload.Parent(stored.id(), stored.gib(), held));
      if (parent.isEmpty()) {
        progress.info("%s does not say what it holds".formatted(stored.id()));
      }
    }
    return new PreparedUpload(image.file(), manifest, parent);
  }

  private static Snapshot snapshot(StoredSnapshot stored, SnapshotOrder order, String deployment) {
    return new Snapshot(
        stored.id(), stored.gib(), stored.kmsKey(), order.image().digest(), deployment);
  }
}
