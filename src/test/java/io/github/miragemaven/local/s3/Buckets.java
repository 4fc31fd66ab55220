package io.github.miragemaven.local.s3;

import io.github.miragemaven.local.http.HttpResponse;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Bucket;
import io.github.miragemaven.local.state.GlobalState;
import io.github.miragemaven.local.state.MultipartUpload;
import io.github.miragemaven.local.state.StoredObject;
import io.github.miragemaven.local.state.TestState;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** GetBucketLocation, HeadBucket, ListObjectsV2 and ListMultipartUploads. */
final class Buckets {

  private static final int MOST_LISTED = 1000;

  /** Amazon S3 User Guide, "General purpose bucket naming rules". */
  private static final Pattern NAME =
      Pattern.compile("(?!xn--)(?!.*\\.\\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  private final RegionContext region;
  private final GlobalState global;
  private final boolean everyBucketOwned;

  Buckets(RegionContext region, GlobalState global, boolean everyBucketOwned) {
    this.everyBucketOwned = everyBucketOwned;
    this.region = region;
    this.global = global;
  }

  /** Requires that the bucket of a call exists in this region. */
  void require(S3Call call) throws ServiceError, IOException {
    Optional<Bucket> bucket = find(call.bucket());
    if (bucket.isEmpty()) {
      throw S3Errors.noBucket(call.bucket());
    }
    if (!bucket.get().region().equals(region.name())) {
      throw S3Errors.elsewhere(call.bucket(), bucket.get().region());
    }
  }

  private Optional<Bucket> find(String name) throws ServiceError, IOException {
    if (!NAME.matcher(name).matches()) {
      throw ServiceError.of("InvalidBucketName", "The specified bucket is not valid.")
          .with("BucketName", name);
    }
    Optional<Bucket> found = global.buckets().find(name);
    if (found.isPresent() || !everyBucketOwned) {
      return found;
    }
    Bucket bucket = new Bucket(name, region.name());
    global.buckets().put(name, bucket);
    return Optional.of(bucket);
  }

  HttpResponse location(S3Call call) throws ServiceError, IOException {
    require(call);
    return S3Service.xml("LocationConstraint", root -> root.characters(region.name()));
  }

  HttpResponse head(S3Call call) throws ServiceError, IOException {
    require(call);
    return HttpResponse.of(200).with(S3Service.REGION_HEADER, region.name());
  }

  HttpResponse list(S3Call call) throws ServiceError, IOException {
    require(call);
    String prefix = call.parameter("prefix").orElse("");
    String after = call.parameter("continuation-token").orElse("");
    int limit = call.number("max-keys", 0, MOST_LISTED);
    List<StoredObject> left =
        TestState.of(region.state()).objects().all().stream()
            .filter(object -> object.bucket().equals(call.bucket()))
            .filter(object -> object.key().startsWith(prefix))
            .filter(object -> object.key().compareTo(after) > 0)
            .sorted(Comparator.comparing(StoredObject::key))
            .toList();
    List<StoredObject> shown = left.subList(0, Math.min(limit, left.size()));
    boolean more = shown.size() < left.size();
    return S3Service.xml(
        "ListBucketResult",
        root -> {
          root.text("Name", call.bucket())
              .text("Prefix", prefix)
              .text("KeyCount", shown.size())
              .text("MaxKeys", limit)
              .text("IsTruncated", more)
              .text("NextContinuationToken", more ? last(shown) : Optional.empty());
          shown.forEach(object -> root.element("Contents", item -> write(item, object)));
        });
  }

  private static Optional<String> last(List<StoredObject> shown) {
    return shown.isEmpty() ? Optional.empty() : Optional.of(shown.get(shown.size() - 1).key());
  }

  private static void write(Xml item, StoredObject object) {
    item.text("Key", object.key())
        .text("LastModified", object.modified())
        .text("ETag", S3Service.quoted(object.etag()))
        .text("Size", object.size())
        .text("StorageClass", "STANDARD");
  }

  HttpResponse listUploads(S3Call call) throws ServiceError, IOException {
    require(call);
    String prefix = call.parameter("prefix").orElse("");
    int limit = call.number("max-uploads", 1, MOST_LISTED);
    String after =
        call.parameter("key-marker").orElse("")
            + "\0"
            + call.parameter("upload-id-marker").orElse("");
    List<MultipartUpload> left =
        TestState.of(region.state()).multipartUploads().all().stream()
            .filter(upload -> upload.bucket().equals(call.bucket()))
            .filter(upload -> upload.key().startsWith(prefix))
            .filter(upload -> place(upload).compareTo(after) > 0)
            .sorted(Comparator.comparing(Buckets::place))
            .toList();
    List<MultipartUpload> shown = left.subList(0, Math.min(limit, left.size()));
    boolean more = shown.size() < left.size();
    return S3Service.xml(
        "ListMultipartUploadsResult",
        root -> {
          root.text("Bucket", call.bucket())
              .text("Prefix", prefix)
              .text("MaxUploads", limit)
              .text("IsTruncated", more);
          if (more) {
            MultipartUpload last = shown.get(shown.size() - 1);
            root.text("NextKeyMarker", last.key()).text("NextUploadIdMarker", last.id());
          }
          shown.forEach(
              upload ->
                  root.element(
                      "Upload",
                      item ->
                          item.text("Key", upload.key())
                              .text("UploadId", upload.id())
                              .text("Initiated", upload.initiated())));
        });
  }

  private static String place(MultipartUpload upload) {
    return upload.key() + "\0" + upload.id();
  }
}
