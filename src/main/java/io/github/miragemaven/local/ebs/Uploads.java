package io.github.miragemaven.local.ebs;

import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.local.http.HttpRequest;
import io.github.miragemaven.local.http.HttpResponse;
import io.github.miragemaven.local.service.Anomaly;
import io.github.miragemaven.local.service.Call;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.Blocks;
import io.github.miragemaven.local.state.Blocks.Written;
import io.github.miragemaven.local.state.Lifecycle;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Snapshot;
import io.github.miragemaven.local.state.Snapshot.Phase;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Writes snapshots: PutSnapshotBlock, CompleteSnapshot. */
final class Uploads {

  private final RegionContext region;
  private final RegionState state;
  private final Lifecycle lifecycle;

  Uploads(RegionContext region) {
    this.region = region;
    this.state = region.state();
    this.lifecycle = new Lifecycle(state, region.clock());
  }

  HttpResponse put(Call call, List<String> path) throws ServiceError, IOException {
    HttpRequest request = call.request();
    Snapshot snapshot = open(path.get(0));
    int index = blockIndex(path.get(1), snapshot);
    Sha256 digest = Blocks.digest(request.body());
    String length = header(request, "x-amz-Data-Length");
    if (request.body().length() != Snapshot.BLOCK_SIZE
        || !length.equals(Integer.toString(Snapshot.BLOCK_SIZE))) {
      throw EbsErrors.invalidParameter(
          "A block has %d bytes; DataLength is %s and the body has %d"
              .formatted(Snapshot.BLOCK_SIZE, length, request.body().length()));
    }
    checkAlgorithm(request);
    if (!digest.equals(checksum(header(request, "x-amz-Checksum")))) {
      throw EbsErrors.invalidParameter("The checksum is not that of the block");
    }
    try {
      state.blocks().put(snapshot.id(), index, request.body(), digest, region.clock().instant());
    } catch (NoSuchFileException e) {
      // It was deleted in the meantime.
      throw EbsErrors.noSnapshot(snapshot.id());
    }
    Sha256 echoed = call.has(Anomaly.WRONG_CHECKSUM) ? Sha256.of(digest.hex()) : digest;
    return HttpResponse.of(201)
        .with("x-amz-Checksum", Base64.getEncoder().encodeToString(echoed.bytes()))
        .with("x-amz-Checksum-Algorithm", "SHA256");
  }

  HttpResponse complete(Call call, List<String> path) throws ServiceError, IOException {
    HttpRequest request = call.request();
    String count = header(request, "x-amz-ChangedBlocksCount");
    Optional<String> checksum = request.header("x-amz-Checksum");
    if (checksum.isPresent()) {
      checkAlgorithm(request);
      if (!header(request, "x-amz-Checksum-Aggregation-Method").equals("LINEAR")) {
        throw EbsErrors.invalidParameter("The aggregation method must be LINEAR");
      }
    }
    return state
        .lock()
        .hold(
            () -> {
              Snapshot snapshot = open(path.get(0));
              Written written = state.blocks().written(snapshot.id());
              if (!count.equals(Integer.toString(written.count()))) {
                throw EbsErrors.invalidParameter(
                    "ChangedBlocksCount is %s, and %d blocks were written"
                        .formatted(count, written.count()));
              }
              if (checksum.isPresent()
                  && !checksum(checksum.get()).equals(written.linearDigest())) {
                throw EbsErrors.invalidParameter("The checksum is not that of the blocks");
              }
              List<String> layers = state.blocks().layers(snapshot.id());
              state
                  .snapshots()
                  .put(
                      snapshot.id(),
                      snapshot.completing(
                          region.polls(),
                          call.has(Anomaly.FAILS_LATER),
                          layers,
                          region.clock().instant()));
              return HttpResponse.of(202).withBody("application/json", "{\"Status\":\"pending\"}");
            });
  }

  private Snapshot open(String id) throws ServiceError, IOException {
    Snapshot snapshot = lifecycle.snapshot(id).orElseThrow(() -> EbsErrors.noSnapshot(id));
    if (snapshot.phase() != Phase.OPEN) {
      throw EbsErrors.invalidSnapshot("The snapshot " + id + " takes no more blocks");
    }
    return snapshot;
  }

  private static int blockIndex(String text, Snapshot snapshot) throws ServiceError {
    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) >= snapshot.blockCount()) {
      throw EbsErrors.invalid(
          "INVALID_BLOCK",
          "The volume has %d blocks, and none with index %s"
              .formatted(snapshot.blockCount(), text));
    }
    return Integer.parseInt(text);
  }

  private static void checkAlgorithm(HttpRequest request) throws ServiceError {
    if (!header(request, "x-amz-Checksum-Algorithm").equals("SHA256")) {
      throw EbsErrors.invalidParameter("The checksum algorithm must be SHA256");
    }
  }

  private static String header(HttpRequest request, String name) throws ServiceError {
    return request
        .header(name)
        .orElseThrow(() -> EbsErrors.invalidParameter("The header " + name + " is missing"));
  }

  private static Sha256 checksum(String base64) throws ServiceError {
    try {
      return Sha256.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw EbsErrors.invalidParameter("Not a SHA-256 in base64: " + base64);
    }
  }
}
