package io.github.miragemaven.snapshot;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.UnexpectedResponseException;
import io.github.miragemaven.incremental.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ebs.model.ChecksumAggregationMethod;
import software.amazon.awssdk.services.ebs.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.ebs.model.GetSnapshotBlockResponse;
import software.amazon.awssdk.services.ebs.model.ListSnapshotBlocksResponse;
import software.amazon.awssdk.services.ebs.model.StartSnapshotResponse;
import software.amazon.awssdk.services.ebs.model.Tag;

/**
 * The EBS direct APIs of a region (Amazon EBS, API Reference, "EBS direct APIs"). Each method makes
 * one call, once.
 */
final class DirectSnapshots {

  /** After so many minutes without a block the service gives a snapshot up. */
  static final int TIMEOUT_MINUTES = 60;

  /** The most and the fewest blocks that a list may be asked for. */
  static final int LONGEST_LIST = 10_000;

  static final int SHORTEST_LIST = 100;

  private static final int BUFFER = 1 << 16;

  private final EbsClient ebs;

  DirectSnapshots(AwsRegion region) {
    this.ebs = region.ebs();
  }

  /**
   * A snapshot that has been started.
   *
   * @param kmsKey the key that it is encrypted with; empty if it is not encrypted
   */
  record Started(String id, Optional<String> kmsKey) {}

  /** Starts a snapshot. The same start, made twice, starts one. */
  Started start(SnapshotStart start) {
    StartSnapshotResponse answer =
        ebs.startSnapshot(
            request -> {
              request
                  .clientToken(start.token())
                  .volumeSize((long) start.gib())
                  .description(start.description())
                  .timeout(TIMEOUT_MINUTES)
                  .tags(
                      start.tags().entrySet().stream()
                          .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                          .toList());
              start.parent().ifPresent(request::parentSnapshotId);
              if (start.parent().isEmpty() && start.encryption().enabled()) {
                request.encrypted(true);
                start.encryption().kmsKeyArn().ifPresent(request::kmsKeyArn);
              }
            });
    return new Started(answer.snapshotId(), Optional.ofNullable(answer.kmsKeyArn()));
  }

  /**
   * Writes a block.
   *
   * @param digest the SHA-256 of its bytes
   * @param content opens its bytes, again for each attempt
   * @throws UnexpectedResponseException if the service received something else
   */
  void put(String snapshot, int block, byte[] digest, ContentStreamProvider content) {
    String checksum = Base64.getEncoder().encodeToString(digest);
    String received =
        ebs.putSnapshotBlock(
                request ->
                    request
                        .snapshotId(snapshot)
                        .blockIndex(block)
                        .dataLength(Block.SIZE)
                        .checksum(checksum)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256),
                RequestBody.fromContentProvider(content, Block.SIZE, "application/octet-stream"))
            .checksum();
    if (!checksum.equals(received)) {
      throw new UnexpectedResponseException(
          "Block %d of %s arrived as %s, not as %s".formatted(block, snapshot, received, checksum));
    }
  }

  /**
   * Seals a snapshot.
   *
   * @param blocks how many were written
   * @param linear the digest over the digests of the written blocks, in their order
   */
  void complete(String snapshot, int blocks, Sha256 linear) {
    ebs.completeSnapshot(
        request ->
            request
                .snapshotId(snapshot)
                .changedBlocksCount(blocks)
                .checksum(Base64.getEncoder().encodeToString(linear.bytes()))
                .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                .checksumAggregationMethod(ChecksumAggregationMethod.LINEAR));
  }

  /**
   * A part of the list of a snapshot's blocks.
   *
   * @param tokens what a block is asked for with, by its number
   * @param next where the list goes on, if it does
   */
  record Page(SortedMap<Integer, String> tokens, Optional<String> next) {}

  /**
   * Lists blocks that were written.
   *
   * @param from the first block that is of interest
   * @param most how many are listed at most, {@value #SHORTEST_LIST} to {@value #LONGEST_LIST}
   * @param page where to go on; empty for the start
   */
  Page list(String snapshot, int from, int most, Optional<String> page) {
    ListSnapshotBlocksResponse answer =
        ebs.listSnapshotBlocks(
            request -> {
              request.snapshotId(snapshot).maxResults(most);
              page.ifPresentOrElse(request::nextToken, () -> request.startingBlockIndex(from));
            });
    SortedMap<Integer, String> tokens = new TreeMap<>();
    answer.blocks().forEach(block -> tokens.put(block.blockIndex(), block.blockToken()));
    return new Page(tokens, Optional.ofNullable(answer.nextToken()));
  }

  /** What is done with the bytes of a block that is read. */
  @FunctionalInterface
  interface Sink {

    /** Takes some bytes, from the start of the array. */
    void take(byte[] bytes, int length);
  }

  /**
   * Reads a block.
   *
   * @return the digest of what was read
   * @throws UnexpectedResponseException if that is not what the service says it has sent
   */
  byte[] get(String snapshot, int block, String token, Sink sink) {
    return ebs.getSnapshotBlock(
        request -> request.snapshotId(snapshot).blockIndex(block).blockToken(token),
        ResponseTransformer.unmanaged(
            (answer, body) -> {
              try (body) {
                return read(snapshot, block, answer, body, sink);
              }
            }));
  }

  private static byte[] read(
      String snapshot, int block, GetSnapshotBlockResponse answer, InputStream body, Sink sink)
      throws IOException {
    MessageDigest sha256 = Sha256.digest();
    byte[] buffer = new byte[BUFFER];
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      sha256.update(buffer, 0, read);
      sink.take(buffer, read);
    }
    byte[] digest = sha256.digest();
    if (!Base64.getEncoder().encodeToString(digest).equals(answer.checksum())) {
      throw new UnexpectedResponseException(
          "Block %d of %s is not what the service says it is".formatted(block, snapshot));
    }
    return digest;
  }
}
