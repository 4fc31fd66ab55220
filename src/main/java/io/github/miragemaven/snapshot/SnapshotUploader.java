package io.github.miragemaven.snapshot;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Retries;
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
 * Uploads images with the EBS direct APIs: starts a snapshot or resumes that of a killed run, sends
 * the blocks that differ from the parent, completes the snapshot, and verifies it.
 */
public final class SnapshotUploader implements Uploader {

  private final UploadSettings settings;
  private final Progress progress;
  private final Execution execution;
  private final Path directory;
  private final Snapshots snapshots;
  private final DirectSnapshots direct;
  private final SnapshotReader reader;

  /** Creates an uploader for a region. */
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
    try (PreparedUpload upload = prepare(order.image(), parent(order))) {
      return new UploadPlan(
          upload.plan(order.encryption().enabled()).count(),
          upload.layout().imageBlocks(),
          upload.layout().gib(),
          upload.parent().map(PreparedUpload.Parent::id),
          Optional.empty());
    }
  }

  @Override
  public Snapshot upload(SnapshotOrder order, Consumer<String> created)
      throws IOException, InterruptedException, FailureException {
    try (Journal journal = Journal.open(directory)) {
      try {
        return upload(order, journal, created);
      } catch (SnapshotDamagedException e) {
        journal.clear();
        if (order.parent().isEmpty()) {
          throw e;
        }
        progress.warn(e.getMessage().lines().findFirst().orElseThrow());
        progress.info("uploading the whole image to a new snapshot");
        return upload(order.withoutParent(), journal, created);
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
      return Optional.of(Snapshot.of(stored, order));
    } catch (SnapshotDamagedException e) {
      return Optional.empty();
    }
  }

  private Snapshot upload(SnapshotOrder order, Journal journal, Consumer<String> created)
      throws IOException, InterruptedException, FailureException {
    Optional<Journal.Entry> unfinished = unfinished(order, journal);
    try (PreparedUpload upload =
        prepare(
            order.image(),
            unfinished.isPresent()
                ? unfinished.get().parent().flatMap(snapshots::find)
                : parent(order))) {
      Optional<String> parent = upload.parent().map(PreparedUpload.Parent::id);
      Journal.Entry entry =
          unfinished
              .filter(old -> old.parent().equals(parent))
              .orElseGet(() -> newEntry(order, parent));
      if (!unfinished.equals(Optional.of(entry))) {
        journal.begin(entry);
      }
      StoredSnapshot stored =
          new SnapshotWriter(direct, snapshots, settings, journal, execution)
              .write(order, upload, entry, created);
      if (settings.verification() == Verification.FULL
          || parent.isPresent()
          || unfinished.isPresent()) {
        BitSet sent = upload.plan(stored.kmsKey().isPresent()).blocks();
        verify(stored, upload.manifest(), sent);
      }
      journal.clear();
      return Snapshot.of(stored, order);
    }
  }

  private void verify(StoredSnapshot stored, Manifest manifest, BitSet sent)
      throws IOException, InterruptedException, SnapshotDamagedException {
    reader.verify(stored.id(), manifest, settings.verification().select(manifest.blocks(), sent));
  }

  private static Journal.Entry newEntry(SnapshotOrder order, Optional<String> parent) {
    return new Journal.Entry(
        UUID.randomUUID().toString(), order.digest(), parent, Optional.empty(), false);
  }

  /** Finds the unfinished upload of a killed run, if it can be resumed. */
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

  private static Optional<StoredSnapshot> parent(SnapshotOrder order) {
    return order.parent().filter(order::fitsEncryption);
  }

  /** Reads the manifests of the image and the parent; ignores a parent without one. */
  private PreparedUpload prepare(DiskImage image, Optional<StoredSnapshot> candidate)
      throws IOException, InterruptedException {
    Manifest manifest = ManifestCache.manifest(image, settings.directory(), progress);
    Optional<PreparedUpload.Parent> parent = Optional.empty();
    if (candidate.isPresent()) {
      StoredSnapshot stored = candidate.get();
      parent =
          reader
              .manifest(stored.id(), stored.gib(), directory)
              .map(found -> new PreparedUpload.Parent(stored.id(), stored.gib(), found));
      if (parent.isEmpty()) {
        progress.info("%s has no valid manifest; uploading the whole image".formatted(stored.id()));
      }
    }
    return PreparedUpload.open(image.file(), manifest, parent);
  }
}
