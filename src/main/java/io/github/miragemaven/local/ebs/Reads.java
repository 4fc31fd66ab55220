package io.github.miragemaven.local.ebs;

import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.local.http.HttpResponse;
import io.github.miragemaven.local.service.Anomaly;
import io.github.miragemaven.local.service.Call;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.Blocks.Block;
import io.github.miragemaven.local.state.Json;
import io.github.miragemaven.local.state.Lifecycle;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Snapshot;
import io.github.miragemaven.local.state.Snapshot.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads completed snapshots: ListSnapshotBlocks, ListChangedBlocks, GetSnapshotBlock. */
final class Reads {

  private static final int MIN_RESULTS = 100;
  private static final int MAX_RESULTS = 10_000;

  /**
   * The lifetimes of tokens (Amazon EBS User Guide, "Frequently asked questions for EBS direct
   * APIs").
   */
  private static final Duration BLOCK_TOKEN = Duration.ofDays(7);

  private static final Duration PAGE_TOKEN = Duration.ofMinutes(60);

  private final RegionContext region;
  private final RegionState state;
  private final Lifecycle lifecycle;

  Reads(RegionContext region) {
    this.region = region;
    this.state = region.state();
    this.lifecycle = new Lifecycle(state, region.clock());
  }

  HttpResponse getBlock(Call call, List<String> path) throws ServiceError, IOException {
    String id = completed(path.get(0)).id();
    String token =
        query(call)
            .text("blockToken")
            .orElseThrow(() -> EbsErrors.invalid("INVALID_BLOCK_TOKEN", "BlockToken is missing"));
    if (!path.get(1).matches("[0-9]{1,9}")) {
      throw EbsErrors.invalid("INVALID_BLOCK", "Not a block index: " + path.get(1));
    }
    int index = Integer.parseInt(path.get(1));
    if (!region.tokens().open(token).equals(Optional.of(blockText(id, index)))) {
      throw EbsErrors.invalid(
          "INVALID_BLOCK_TOKEN", "The block token is not for this block, or has expired");
    }
    byte[] bytes =
        state
            .blocks()
            .read(id, index)
            .orElseThrow(() -> EbsErrors.invalid("INVALID_BLOCK", "No block " + index));
    Sha256 digest = Sha256.of(Sha256.digest().digest(bytes));
    Sha256 said = call.has(Anomaly.WRONG_CHECKSUM) ? Sha256.of(digest.hex()) : digest;
    return HttpResponse.of(200)
        .with("x-amz-Data-Length", Integer.toString(bytes.length))
        .with("x-amz-Checksum", Base64.getEncoder().encodeToString(said.bytes()))
        .with("x-amz-Checksum-Algorithm", "SHA256")
        .withBody("application/octet-stream", bytes);
  }

  HttpResponse listBlocks(Call call, List<String> path) throws ServiceError, IOException {
    Snapshot snapshot = completed(path.get(0));
    Query query = query(call);
    String list = "blocks of " + snapshot.id();
    int from = from(query, list);
    int limit = limit(query);
    boolean empty = call.has(Anomaly.EMPTY_PAGE);
    List<Block> blocks = empty ? List.of() : state.blocks().list(snapshot.id(), from, limit + 1);
    ObjectNode answer = answer(snapshot);
    ArrayNode page = answer.putArray("Blocks");
    for (Block block : blocks.subList(0, Math.min(limit, blocks.size()))) {
      page.addObject()
          .put("BlockIndex", block.index())
          .put("BlockToken", token(snapshot, block.index()));
    }
    if (empty || blocks.size() > limit) {
      answer.put("NextToken", next(list, empty ? from : blocks.get(limit).index()));
    }
    return ok(answer);
  }

  private Snapshot completed(String id) throws ServiceError, IOException {
    Snapshot snapshot = lifecycle.snapshot(id).orElseThrow(() -> EbsErrors.noSnapshot(id));
    if (snapshot.phase() != Phase.COMPLETED) {
      throw EbsErrors.invalidSnapshot(
          "The snapshot %s is %s, not completed".formatted(id, snapshot.state()));
    }
    return snapshot;
  }

  private static Query query(Call call) throws ServiceError {
    return Query.of(call.request().query());
  }

  private int from(Query query, String list) throws ServiceError {
    Optional<String> token = query.text("pageToken");
    if (token.isPresent()) {
      return region
          .tokens()
          .open(token.get())
          .filter(text -> text.endsWith(" in " + list))
          .map(text -> Integer.parseInt(text.substring(0, text.indexOf(' '))))
          .orElseThrow(
              () ->
                  EbsErrors.invalid(
                      "INVALID_PAGE_TOKEN", "The page token is not for this list, or has expired"));
    }
    String start = query.text("startingBlockIndex").orElse("0");
    if (!start.matches("[0-9]{1,9}")) {
      throw EbsErrors.invalidParameter("Not a block index: " + start);
    }
    return Integer.parseInt(start);
  }

  private static int limit(Query query) throws ServiceError {
    String limit = query.text("maxResults").orElse(Integer.toString(MAX_RESULTS));
    if (!limit.matches("[0-9]{1,9}")
        || Integer.parseInt(limit) < MIN_RESULTS
        || Integer.parseInt(limit) > MAX_RESULTS) {
      throw EbsErrors.invalidParameter(
          "MaxResults must be from %d to %d: %s".formatted(MIN_RESULTS, MAX_RESULTS, limit));
    }
    return Integer.parseInt(limit);
  }

  private String next(String list, int index) {
    return region.tokens().seal(index + " in " + list, PAGE_TOKEN);
  }

  private String token(Snapshot snapshot, int index) {
    return region.tokens().seal(blockText(snapshot.id(), index), BLOCK_TOKEN);
  }

  private static String blockText(String snapshotId, int index) {
    return "block " + index + " of " + snapshotId;
  }

  private ObjectNode answer(Snapshot snapshot) {
    return Json.MAPPER
        .createObjectNode()
        .put("ExpiryTime", region.clock().instant().plus(BLOCK_TOKEN).toEpochMilli() / 1000.0)
        .put("VolumeSize", snapshot.volumeSize())
        .put("BlockSize", Snapshot.BLOCK_SIZE);
  }

  private static HttpResponse ok(ObjectNode answer) {
    return HttpResponse.of(200).withBody("application/json", answer.toString());
  }
}
