package io.github.miragemaven.snapshot;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.UnexpectedResponseException;
import io.github.miragemaven.incremental.Sha256;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
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
import software.amazon.awssdk.services.ebs.model.ListSnapshotBlocksResponse;
import software.amazon.awssdk.services.ebs.model.StartSnapshotResponse;
import software.amazon.awssdk.services.ebs.model.Tag;

/**
 * Client of the EBS direct APIs in a region (Amazon EBS API Reference, "EBS direct APIs"). Each
 * method sends one request, without retries.
 */
final class DirectSnapshots {

  /** After this time without a request, the service cancels a snapshot. */
  static final int TIMEOUT_MINUTES = 60;

  /** The limits of {@code MaxResults} in ListSnapshotBlocks. */
  static final int MIN_RESULTS = 100;

  static final int MAX_RESULTS = 10_000;

  private final EbsClient ebs;

  DirectSnapshots(AwsRegion region) {
    this.ebs = region.ebs();
  }

  /**
   * Response to the start of a snapshot.
   *
   * @param kmsKey the KMS key; empty if the snapshot is not encrypted
   */
  record Started(String id, Optional<String> kmsKey) {}

  /** Starts a snapshot. A repeated request with the same token starts no second one. */
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
   * @param content opens its bytes, anew for each attempt
   * @throws UnexpectedResponseException if the service received other bytes
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
          "EBS reports checksum %s for block %d of %s instead of %s"
              .formatted(received, block, snapshot, checksum));
    }
  }

  /**
   * Completes a snapshot.
   *
   * @param blocks the number of written blocks
   * @param linear the digest of the written blocks' digests in ascending order
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
   * A page of the list of a snapshot's blocks.
   *
   * @param tokens the tokens that GetSnapshotBlock needs, by block index
   * @param next the token of the next page, if there is one
   */
  record Page(SortedMap<Integer, String> tokens, Optional<String> next) {}

  /**
   * Lists the blocks that were written.
   *
   * @param from the index of the first block
   * @param limit the size of the page, {@value #MIN_RESULTS} to {@value #MAX_RESULTS}
   * @param page the token of the page; empty for the first one
   */
  Page list(String snapshot, int from, int limit, Optional<String> page) {
    ListSnapshotBlocksResponse answer =
        ebs.listSnapshotBlocks(
            request -> {
              request.snapshotId(snapshot).maxResults(limit);
              page.ifPresentOrElse(request::nextToken, () -> request.startingBlockIndex(from));
            });
    SortedMap<Integer, String> tokens = new TreeMap<>();
    answer.blocks().forEach(block -> tokens.put(block.blockIndex(), block.blockToken()));
    return new Page(tokens, Optional.ofNullable(answer.nextToken()));
  }

  /**
   * Reads a block.
   *
   * @param out receives its bytes
   * @return their digest
   * @throws UnexpectedResponseException if they do not match the checksum in the response
   */
  byte[] get(String snapshot, int block, String token, OutputStream out) {
    return ebs.getSnapshotBlock(
        request -> request.snapshotId(snapshot).blockIndex(block).blockToken(token),
        ResponseTransformer.unmanaged(
            (answer, body) -> {
              MessageDigest sha256 = Sha256.digest();
              try (InputStream in = new DigestInputStream(body, sha256)) {
                in.transferTo(out);
              }
              byte[] digest = sha256.digest();
              if (!Base64.getEncoder().encodeToString(digest).equals(answer.checksum())) {
                throw new UnexpectedResponseException(
                    "Block %d of %s does not match its checksum".formatted(block, snapshot));
              }
              return digest;
            }));
  }
}
