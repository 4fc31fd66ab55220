package io.github.miragemaven.local.s3;

import io.github.miragemaven.local.service.ServiceError;

/** S3 errors that several operations share. */
final class S3Errors {

  private S3Errors() {}

  static ServiceError noBucket(String name) {
    return ServiceError.of(404, "NoSuchBucket", "The specified bucket does not exist")
        .with("BucketName", name);
  }

  /** Returns the error for a bucket in another region. */
  static ServiceError elsewhere(String name, String region) {
    return ServiceError.of(
            301,
            "PermanentRedirect",
            "The bucket you are attempting to access must be addressed using the specified"
                + " endpoint. Please send all future requests to this endpoint.")
        .with("Bucket", name)
        .with("Endpoint", name + ".s3." + region + ".amazonaws.com")
        .with(S3Service.REGION, region);
  }

  static ServiceError noKey(String key) {
    return ServiceError.of(404, "NoSuchKey", "The specified key does not exist.").with("Key", key);
  }

  static ServiceError noUpload(String id) {
    return ServiceError.of(
            404,
            "NoSuchUpload",
            "The specified upload does not exist. The upload ID may be invalid, or the upload may"
                + " have been aborted or completed.")
        .with("UploadId", id);
  }

  static ServiceError badDigest(String name) {
    return ServiceError.of(
        "BadDigest", "The " + name + " you specified did not match the calculated checksum.");
  }

  static ServiceError incompleteBody(String message) {
    return ServiceError.of("IncompleteBody", message);
  }

  static ServiceError notImplemented(String what) {
    return ServiceError.of(
        501,
        "NotImplemented",
        what + " implies functionality that is not implemented in this region.");
  }
}
