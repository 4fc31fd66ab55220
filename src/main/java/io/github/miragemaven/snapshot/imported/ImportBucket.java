package io.github.miragemaven.snapshot.imported;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.aws.Retries;
import io.github.miragemaven.failure.UserFailureException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The S3 bucket that EC2 imports images from. */
final class ImportBucket {

  private static final int MOVED_PERMANENTLY = 301;
  private static final String[] WRONG_REGION_CODES = {
    "PermanentRedirect", "TemporaryRedirect", "AuthorizationHeaderMalformed"
  };

  private final AwsRegion region;
  private final S3Client s3;
  private final Retries retries;
  private final String name;

  ImportBucket(AwsRegion region, Retries retries, String name) {
    this.region = region;
    this.s3 = region.s3();
    this.retries = retries;
    this.name = name;
  }

  /** Returns its name. */
  String name() {
    return name;
  }

  /**
   * Checks that the bucket exists and is in the region: EC2 imports only from the same region.
   *
   * @throws UserFailureException if it does not exist or is in another region
   */
  void require() throws UserFailureException, IOException, InterruptedException {
    try {
      String found = location();
      if (!found.equals(region.name())) {
        throw wrongRegion(found);
      }
    } catch (S3Exception e) {
      CallFailure failure = CallFailure.of(e);
      if (failure.is("NoSuchBucket")) {
        throw new UserFailureException(
            "The bucket %s, which the image is uploaded to, does not exist.%nCreate it (aws s3 mb s3://%s --region %s), or set another one (-Dmirage.import.bucket=...)."
                .formatted(name, name, region.name()),
            e);
      }
      if (failure.is(WRONG_REGION_CODES) || failure.status() == MOVED_PERMANENTLY) {
        throw wrongRegion(
            e.awsErrorDetails()
                .sdkHttpResponse()
                .firstMatchingHeader("x-amz-bucket-region")
                .orElse("another region"));
      }
      throw e;
    }
  }

  /**
   * Returns the bucket's region. S3 has special names for the two oldest ones (Amazon S3 API,
   * GetBucketLocation).
   */
  private String location() throws IOException, InterruptedException {
    String location =
        retries.call(
            () -> s3.getBucketLocation(ask -> ask.bucket(name)).locationConstraintAsString());
    return switch (Optional.ofNullable(location).orElse("")) {
      case "" -> "us-east-1";
      case "EU" -> "eu-west-1";
      default -> location;
    };
  }

  private UserFailureException wrongRegion(String where) {
    return new UserFailureException(
        "The bucket %s is in %s, but EC2 in %s imports only from buckets in the same region.%nUse a bucket in each region, with {region} in its name: -Dmirage.import.bucket=blog-images-{region}"
            .formatted(name, where, region.name()));
  }

  /** Starts a multipart upload with checksums. */
  String begin(String key) throws IOException, InterruptedException {
    return retries
        .call(
            () ->
                s3.createMultipartUpload(
                    ask ->
                        ask.bucket(name)
                            .key(key)
                            .contentType("application/octet-stream")
                            .checksumAlgorithm(PartUploads.CHECKSUM)))
        .uploadId();
  }

  /** Deletes an object, which need not exist. */
  void delete(String key) throws IOException, InterruptedException {
    retries.call(() -> s3.deleteObject(ask -> ask.bucket(name).key(key)));
  }

  /** Aborts a multipart upload, which need not exist. */
  void abort(String key, String upload) throws IOException, InterruptedException {
    try {
      retries.call(
          () -> s3.abortMultipartUpload(ask -> ask.bucket(name).key(key).uploadId(upload)));
    } catch (SdkException e) {
      if (!CallFailure.of(e).is("NoSuchUpload")) {
        throw e;
      }
    }
  }

  /**
   * An object or a multipart upload.
   *
   * @param key its key
   * @param upload the upload's ID; empty for an object
   * @param since when it was created
   */
  record Item(String key, Optional<String> upload, Instant since) {}

  /** Lists all objects and multipart uploads with a key prefix. */
  List<Item> items(String prefix) throws IOException, InterruptedException {
    return retries.call(
        () ->
            Stream.concat(
                    s3
                        .listObjectsV2Paginator(ask -> ask.bucket(name).prefix(prefix))
                        .contents()
                        .stream()
                        .map(it -> new Item(it.key(), Optional.empty(), it.lastModified())),
                    s3
                        .listMultipartUploadsPaginator(ask -> ask.bucket(name).prefix(prefix))
                        .uploads()
                        .stream()
                        .map(it -> new Item(it.key(), Optional.of(it.uploadId()), it.initiated())))
                .toList());
  }

  /** Deletes an object, or aborts a multipart upload. */
  void remove(Item item) throws IOException, InterruptedException {
    if (item.upload().isPresent()) {
      abort(item.key(), item.upload().get());
    } else {
      delete(item.key());
    }
  }
}
