package io.github.miragemaven.snapshot.imported;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.aws.Retries;
import io.github.miragemaven.progress.Gauge;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.snapshot.FileRange;
import io.github.miragemaven.snapshot.ParallelTasks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Uploads the parts of an image to a bucket in parallel. Parts are streamed from the file, not held
 * in memory; S3 verifies their checksums.
 */
final class PartUploads {

  /** The checksum of each part, sent with the part and again when the upload is completed. */
  static final ChecksumAlgorithm CHECKSUM = ChecksumAlgorithm.CRC32;

  /** With more parts in parallel, each would take too long on a slow connection. */
  private static final int MAX_PARALLEL = 8;

  private final S3Client s3;
  private final Retries retries;
  private final int connections;
  private final Progress progress;

  PartUploads(AwsRegion region, Retries retries, int connections, Progress progress) {
    this.s3 = region.s3();
    this.retries = retries;
    this.connections = Math.min(connections, MAX_PARALLEL);
    this.progress = progress;
  }

  /**
   * Uploads an image.
   *
   * @param upload the ID of the multipart upload
   */
  void put(String bucket, String key, String upload, Path image, Parts parts)
      throws IOException, InterruptedException {
    Queue<CompletedPart> done = new ConcurrentLinkedQueue<>();
    BitSet all = new BitSet();
    all.set(0, parts.count());
    try (FileChannel file = FileChannel.open(image, StandardOpenOption.READ);
        Gauge gauge = progress.gauge("uploading", parts.size())) {
      new ParallelTasks(connections, retries, gauge, parts::length)
          .run(all, part -> done.add(put(bucket, key, upload, file, parts, part)));
    }
    List<CompletedPart> inOrder =
        done.stream().sorted(Comparator.comparing(CompletedPart::partNumber)).toList();
    complete(bucket, key, upload, inOrder);
  }

  private CompletedPart put(
      String bucket, String key, String upload, FileChannel file, Parts parts, int part) {
    long length = parts.length(part);
    UploadPartResponse answer =
        s3.uploadPart(
            ask ->
                ask.bucket(bucket)
                    .key(key)
                    .uploadId(upload)
                    .partNumber(part + 1)
                    .checksumAlgorithm(CHECKSUM),
            RequestBody.fromContentProvider(
                () -> new FileRange(file, parts.start(part), length),
                length,
                "application/octet-stream"));
    return CompletedPart.builder()
        .partNumber(part + 1)
        .eTag(answer.eTag())
        .checksumCRC32(answer.checksumCRC32())
        .build();
  }

  /**
   * Completes the upload. If a response was lost, it may already be complete and no longer exist.
   */
  private void complete(String bucket, String key, String upload, List<CompletedPart> parts)
      throws IOException, InterruptedException {
    AtomicBoolean maybeComplete = new AtomicBoolean();
    try {
      retries.call(
          () ->
              s3.completeMultipartUpload(
                  ask ->
                      ask.bucket(bucket)
                          .key(key)
                          .uploadId(upload)
                          .multipartUpload(whole -> whole.parts(parts))),
          () -> maybeComplete.set(true));
    } catch (SdkException e) {
      if (!maybeComplete.get() || !CallFailure.of(e).is("NoSuchUpload")) {
        throw e;
      }
    }
  }
}
