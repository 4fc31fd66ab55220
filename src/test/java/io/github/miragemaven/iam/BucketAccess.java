package io.github.miragemaven.iam;

import java.util.Optional;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * What IAM is asked for requests to S3, whose actions have names of their own (Service
 * Authorization Reference, "Amazon S3"; Amazon S3 User Guide, "Multipart upload API and
 * permissions").
 *
 * @param action the action
 * @param resource the ARN of the bucket or the object
 */
record BucketAccess(String action, String resource) {

  private static BucketAccess of(String action, String bucket) {
    return new BucketAccess("s3:" + action, "arn:aws:s3:::" + bucket);
  }

  private static BucketAccess of(String action, String bucket, String key) {
    return of(action, bucket + "/" + key);
  }

  /** What a request is asked for; empty for those to other services. */
  static Optional<BucketAccess> of(SdkRequest request) {
    BucketAccess access = null;
    if (request instanceof GetBucketLocationRequest it) {
      access = of("GetBucketLocation", it.bucket());
    } else if (request instanceof ListObjectsV2Request it) {
      access = of("ListBucket", it.bucket());
    } else if (request instanceof ListMultipartUploadsRequest it) {
      access = of("ListBucketMultipartUploads", it.bucket());
    } else if (request instanceof CreateMultipartUploadRequest it) {
      access = of("PutObject", it.bucket(), it.key());
    } else if (request instanceof UploadPartRequest it) {
      access = of("PutObject", it.bucket(), it.key());
    } else if (request instanceof CompleteMultipartUploadRequest it) {
      access = of("PutObject", it.bucket(), it.key());
    } else if (request instanceof AbortMultipartUploadRequest it) {
      access = of("AbortMultipartUpload", it.bucket(), it.key());
    } else if (request instanceof DeleteObjectRequest it) {
      access = of("DeleteObject", it.bucket(), it.key());
    }
    return Optional.ofNullable(access);
  }
}
