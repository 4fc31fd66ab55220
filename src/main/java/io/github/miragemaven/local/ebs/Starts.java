package io.github.miragemaven.local.ebs;

import io.github.miragemaven.local.http.HttpResponse;
import io.github.miragemaven.local.kms.Keys;
import io.github.miragemaven.local.kms.KmsKey;
import io.github.miragemaven.local.service.Call;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.Json;
import io.github.miragemaven.local.state.Lifecycle;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Snapshot;
import io.github.miragemaven.local.state.Snapshot.ClientToken;
import io.github.miragemaven.local.state.Snapshot.Phase;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Starts snapshots: StartSnapshot. */
final class Starts {

  private final RegionContext region;
  private final RegionState state;
  private final Lifecycle lifecycle;
  private final Keys keys;

  Starts(RegionContext region) {
    this.region = region;
    this.state = region.state();
    this.lifecycle = new Lifecycle(state, region.clock());
    this.keys = new Keys(region.name());
  }

  HttpResponse start(Call call, List<String> path) throws ServiceError, IOException {
    StartRequest start = StartRequest.of(call.request());
    if (!start.tags().isEmpty() && !region.account().allows("ec2:CreateTags")) {
      throw EbsErrors.denied("ec2:CreateTags");
    }
    Snapshot snapshot = state.lock().hold(() -> start(start));
    ObjectNode answer =
        Json.MAPPER
            .createObjectNode()
            .put("SnapshotId", snapshot.id())
            .put("OwnerId", RegionState.ACCOUNT)
            .put("Status", snapshot.state())
            .put("StartTime", snapshot.creation().started().toEpochMilli() / 1000.0)
            .put("VolumeSize", snapshot.volumeSize())
            .put("BlockSize", Snapshot.BLOCK_SIZE)
            .put("Description", snapshot.description());
    snapshot.volume().parentId().ifPresent(parent -> answer.put("ParentSnapshotId", parent));
    snapshot.kmsKeyArn().ifPresent(key -> answer.put("KmsKeyArn", key));
    ArrayNode tags = answer.putArray("Tags");
    snapshot.tags().forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
    return HttpResponse.of(201).withBody("application/json", answer.toString());
  }

  private Snapshot start(StartRequest start) throws ServiceError, IOException {
    Optional<Snapshot> before = startedBefore(start);
    if (before.isPresent()) {
      return before.get();
    }
    Optional<Snapshot> parent = parent(start);
    String id = RegionState.newId("snap");
    List<String> layers = new ArrayList<>(List.of(id));
    parent.ifPresent(found -> layers.addAll(found.volume().layers()));
    Instant now = region.clock().instant();
    Snapshot snapshot =
        new Snapshot(
            id,
            new Snapshot.Volume(
                start.volumeSize(),
                parent.isPresent() ? parent.get().kmsKeyArn() : key(start),
                start.parentId(),
                parent.map(found -> found.volume().lineage()).orElse(id),
                layers),
            Snapshot.Creation.startedAt(now),
            start.description(),
            start.tags(),
            start.clientToken(),
            start.timeoutMinutes());
    state.blocks().create(id, start.parentId(), now);
    state.snapshots().put(id, snapshot);
    return snapshot;
  }

  private Optional<String> key(StartRequest start) throws ServiceError {
    if (!start.encryption().encrypted().orElse(region.account().encryptionByDefault())) {
      return Optional.empty();
    }
    String wanted = start.encryption().kmsKeyArn().orElse(keys.ebsDefault().arn());
    KmsKey key =
        keys.find(wanted)
            .filter(KmsKey::enabled)
            .orElseThrow(
                () ->
                    EbsErrors.invalid(
                        "INVALID_CUSTOMER_KEY", "The KMS key " + wanted + " cannot be used"));
    return Optional.of(key.arn());
  }

  private Optional<Snapshot> startedBefore(StartRequest start) throws ServiceError, IOException {
    if (start.clientToken().isEmpty()) {
      return Optional.empty();
    }
    ClientToken wanted = start.clientToken().get();
    for (Snapshot snapshot : lifecycle.snapshots()) {
      Optional<ClientToken> token = snapshot.clientToken();
      if (token.isPresent() && token.get().token().equals(wanted.token())) {
        if (!token.get().equals(wanted)) {
          throw ServiceError.of(
              409,
              "ConflictException",
              "The client token was used with other parameters for " + snapshot.id());
        }
        return Optional.of(snapshot);
      }
    }
    return Optional.empty();
  }

  private Optional<Snapshot> parent(StartRequest start) throws ServiceError, IOException {
    if (start.parentId().isEmpty()) {
      return Optional.empty();
    }
    String id = start.parentId().get();
    Snapshot parent = lifecycle.snapshot(id).orElseThrow(() -> EbsErrors.noSnapshot(id));
    if (parent.phase() != Phase.COMPLETED) {
      throw EbsErrors.invalidSnapshot("The parent snapshot " + id + " is " + parent.state());
    }
    if (start.volumeSize() < parent.volumeSize()) {
      throw EbsErrors.invalid(
          "INVALID_VOLUME_SIZE",
          "VolumeSize %d is smaller than that of the parent snapshot, %d"
              .formatted(start.volumeSize(), parent.volumeSize()));
    }
    return Optional.of(parent);
  }
}
