package io.github.miragemaven.snapshot.host;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.process.Uninterruptibly;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.snapshot.Snapshot;
import io.github.miragemaven.snapshot.SnapshotOrder;
import io.github.miragemaven.snapshot.Snapshots;
import io.github.miragemaven.snapshot.StoredSnapshot;
import io.github.miragemaven.snapshot.UploadPlan;
import io.github.miragemaven.snapshot.UploadSettings;
import io.github.miragemaven.snapshot.Uploader;
import io.github.miragemaven.snapshot.VolumeImage;
import io.github.miragemaven.snapshot.VolumeImage.Run;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Creates a snapshot with a build host: starts the host, attaches a new volume, writes and verifies
 * the image over SSH, detaches the volume, creates the snapshot and deletes the volume. After a
 * failure too, the volume is deleted, and a host that was stopped is stopped again.
 */
public final class BuildHostUploader implements Uploader {

  private final UploadSettings upload;
  private final HostSettings settings;
  private final Progress progress;
  private final BuildHosts hosts;
  private final BuildVolumes volumes;
  private final Snapshots snapshots;
  private final Execution execution;

  /** Creates an uploader for a region. */
  public BuildHostUploader(
      AwsRegion region, UploadSettings upload, HostSettings settings, Execution execution) {
    this.upload = upload;
    this.settings = settings;
    this.progress = execution.progress();
    this.execution = execution;
    this.hosts = new BuildHosts(region, settings, execution);
    this.volumes = new BuildVolumes(region, execution);
    this.snapshots = new Snapshots(region);
  }

  @Override
  public UploadPlan plan(SnapshotOrder order) throws FailureException, IOException {
    BuildHost host = hosts.find();
    Ssh.find(settings.ssh());
    try (VolumeImage volume = VolumeImage.open(order.image(), upload.directory(), progress)) {
      int blocks = volume.runs(!order.encryption().enabled()).stream().mapToInt(Run::count).sum();
      return new UploadPlan(
          blocks,
          volume.imageBlocks(),
          volume.gib(),
          Optional.empty(),
          Optional.of("the build host " + host.id()));
    }
  }

  @Override
  public Snapshot upload(SnapshotOrder order, Consumer<String> created)
      throws FailureException, IOException, InterruptedException {
    Map<String, String> tags = new TreeMap<>(order.tags());
    tags.put(TagKeys.DEPLOYMENT, UUID.randomUUID().toString());
    String holder = tags.get(TagKeys.ORIGIN);
    BuildHost host = hosts.find();
    removeLeftoverVolumes(tags);
    try (VolumeImage content = VolumeImage.open(order.image(), upload.directory(), progress)) {
      try {
        BuildHost running = hosts.acquire(host, holder);
        return Snapshot.of(createSnapshot(order, content, running, tags, created), order);
      } finally {
        Uninterruptibly.run(() -> hosts.release(host, holder));
      }
    }
  }

  /** Reuses any snapshot: it is created only after the digest of the volume was verified. */
  @Override
  public Optional<Snapshot> reuse(SnapshotOrder order, StoredSnapshot stored) {
    return Optional.of(Snapshot.of(stored, order));
  }

  /**
   * Deletes volumes and stops the host. A run may have been killed after its snapshot was complete,
   * so this is necessary for finished snapshots too.
   */
  @Override
  public boolean removeLeftovers(Map<String, String> tags) throws InterruptedException {
    removeLeftoverVolumes(tags);
    hosts
        .findStartedByDeployment()
        .ifPresent(host -> hosts.release(host, tags.get(TagKeys.ORIGIN)));
    return false;
  }

  private void removeLeftoverVolumes(Map<String, String> tags) throws InterruptedException {
    for (String left : volumes.leftovers(tags.get(TagKeys.PROJECT), tags.get(TagKeys.ORIGIN))) {
      volumes.remove(left);
      progress.info("removed %s, left over from an earlier run".formatted(left));
    }
  }

  private StoredSnapshot createSnapshot(
      SnapshotOrder order,
      VolumeImage content,
      BuildHost host,
      Map<String, String> tags,
      Consumer<String> created)
      throws FailureException, IOException, InterruptedException {
    String device =
        host.freeDevice()
            .orElseThrow(
                () ->
                    new EnvironmentFailureException(
                        "The build host %s has no free device name for another volume.%nDetach volumes that it does not need."
                            .formatted(host.id())));
    String volume =
        volumes.create(
            tags.get(TagKeys.DEPLOYMENT), host.zone(), content.gib(), order.encryption(), tags);
    try {
      volumes.attach(volume, host, device);
      progress.info("attached %s to the build host %s".formatted(volume, host.id()));
      write(order, content, host, new VolumeDevice(volume, device));
      volumes.detach(volume);
      String snapshot = volumes.snapshot(volume, order.description(), tags);
      created.accept(snapshot);
      return snapshots.awaitCompletion(snapshot, execution);
    } finally {
      Uninterruptibly.run(() -> volumes.remove(volume));
    }
  }

  /** Writes the volume; starts over once if the connection is lost. */
  private void write(SnapshotOrder order, VolumeImage content, BuildHost host, VolumeDevice device)
      throws FailureException, IOException, InterruptedException {
    try {
      write(order, content, host, device, !order.encryption().enabled());
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    } catch (IOException e) {
      progress.warn("%s; connecting again".formatted(e.getMessage()));
      write(order, content, hosts.awaitRunning(host), device, false);
    }
  }

  private void write(
      SnapshotOrder order, VolumeImage content, BuildHost host, VolumeDevice volume, boolean blank)
      throws FailureException, IOException, InterruptedException {
    List<Run> runs = content.runs(!order.encryption().enabled());
    HostConnection connection = new HostConnection(settings.ssh(), host, execution);
    DeviceWriter writer = new DeviceWriter(connection, settings, execution);
    String device = writer.device(volume, content.gib(), blank);
    writer.write(content, runs, device);
    writer.requireDigest(device, order.image().size(), order.image().digest());
  }
}
