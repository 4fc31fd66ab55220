package io.github.miragemaven.local.ec2;

import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.local.http.Body;
import io.github.miragemaven.local.service.Anomaly;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Snapshot;
import io.github.miragemaven.local.state.TestState;
import io.github.miragemaven.local.state.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** CreateSnapshot: the current data of a volume. */
final class VolumeSnapshots {

  private static final byte[] ZEROS = new byte[Snapshot.BLOCK_SIZE];

  private final RegionContext region;
  private final RegionState state;
  private final Volumes volumes;

  VolumeSnapshots(RegionContext region, Volumes volumes) {
    this.region = region;
    this.state = region.state();
    this.volumes = volumes;
  }

  Consumer<Xml> create(Query query) throws ServiceError, IOException {
    String volumeId = query.required("VolumeId");
    String description = query.text("Description").orElse("");
    Map<String, String> tags =
        TagSpecifications.of(query, Set.of("snapshot"), region.account())
            .getOrDefault("snapshot", Map.of());
    boolean fails = query.shows(Anomaly.FAILS_LATER);
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              Volume volume = volumes.find(volumeId);
              Snapshot snapshot = add(volume, description, tags, fails);
              return answer -> {
                answer
                    .text("snapshotId", snapshot.id())
                    .text("volumeId", volumeId)
                    .text("status", snapshot.state())
                    .text("startTime", snapshot.creation().started())
                    .text("progress", "0%")
                    .text("ownerId", RegionState.ACCOUNT)
                    .text("volumeSize", snapshot.volumeSize())
                    .text("description", description)
                    .text("encrypted", snapshot.encrypted());
                TagSpecifications.write(answer, tags);
              };
            });
  }

  private Snapshot add(Volume volume, String description, Map<String, String> tags, boolean fails)
      throws IOException {
    try (InputStream disk = Files.newInputStream(TestState.of(state).volumeFile(volume.id()))) {
      return add(disk, volume.gib(), volume.kmsKeyArn(), description, tags, fails);
    }
  }

  /** Adds a snapshot of a disk. If the disk is unencrypted, blocks of zeros are omitted. */
  Snapshot add(
      InputStream disk,
      int gib,
      Optional<String> kmsKeyArn,
      String description,
      Map<String, String> tags,
      boolean fails)
      throws IOException {
    String id = RegionState.newId("snap");
    Instant now = region.clock().instant();
    state.blocks().create(id, Optional.empty(), now);
    byte[] block = new byte[Snapshot.BLOCK_SIZE];
    for (int index = 0; disk.readNBytes(block, 0, block.length) > 0; index++) {
      if (kmsKeyArn.isPresent() || !Arrays.equals(block, ZEROS)) {
        Sha256 digest = Sha256.of(Sha256.digest().digest(block));
        state.blocks().put(id, index, Body.of(block), digest, now);
      }
      Arrays.fill(block, (byte) 0);
    }
    Snapshot snapshot =
        new Snapshot(
                id,
                Snapshot.Volume.of(id, gib, kmsKeyArn),
                Snapshot.Creation.startedAt(now),
                description,
                tags,
                Optional.empty(),
                1)
            .completing(region.polls(), fails, state.blocks().layers(id), now);
    state.snapshots().put(id, snapshot);
    return snapshot;
  }
}
