package io.github.miragemaven.local.s3;

import io.github.miragemaven.local.http.HttpResponse;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.Piece;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.StoredObject;
import io.github.miragemaven.local.state.TestState;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PutObject, GetObject, HeadObject and DeleteObject. */
final class Objects {

  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{1,18})");

  private final RegionContext region;
  private final RegionState state;
  private final Buckets buckets;
  private final Payload payload;

  Objects(RegionContext region, Buckets buckets) {
    this.region = region;
    this.state = region.state();
    this.buckets = buckets;
    this.payload = new Payload(TestState.of(state).objectFiles());
  }

  HttpResponse put(S3Call call) throws ServiceError, IOException {
    buckets.require(call);
    Piece piece = payload.keep(call.request());
    state.lock().hold(() -> keep(call, piece.md5(), List.of(piece)));
    return HttpResponse.of(200).with("ETag", S3Service.quoted(piece.md5()));
  }

  /** Stores an object, replacing the one with its key. Called under the lock. */
  StoredObject keep(S3Call call, String etag, List<Piece> pieces) throws IOException {
    StoredObject object =
        new StoredObject(call.bucket(), call.key(), etag, region.clock().instant(), pieces);
    String id = StoredObject.id(call.bucket(), call.key());
    Optional<StoredObject> before = TestState.of(state).objects().find(id);
    TestState.of(state).objects().put(id, object);
    removeFiles(before);
    return object;
  }

  private void removeFiles(Optional<StoredObject> object) throws IOException {
    for (Piece piece : object.map(StoredObject::pieces).orElse(List.of())) {
      TestState.of(state).objectFiles().remove(piece.file());
    }
  }

  /** Returns the object, or a range of it. The response to HEAD has no body. */
  HttpResponse get(S3Call call) throws ServiceError, IOException {
    buckets.require(call);
    StoredObject object =
        TestState.of(state)
            .objects()
            .find(StoredObject.id(call.bucket(), call.key()))
            .orElseThrow(() -> S3Errors.noKey(call.key()));
    Optional<String> range = call.request().header("range");
    long first = 0;
    long end = object.size();
    if (range.isPresent()) {
      Matcher bounds = RANGE.matcher(range.get());
      if (!bounds.matches()
          || Long.parseLong(bounds.group(1)) > Long.parseLong(bounds.group(2))
          || Long.parseLong(bounds.group(1)) >= object.size()) {
        throw ServiceError.of(416, "InvalidRange", "The requested range is not satisfiable");
      }
      first = Long.parseLong(bounds.group(1));
      end = Math.min(end, Long.parseLong(bounds.group(2)) + 1);
    }
    long from = first;
    HttpResponse answer =
        HttpResponse.of(range.isPresent() ? 206 : 200)
            .with("ETag", S3Service.quoted(object.etag()))
            .with("Accept-Ranges", "bytes")
            .with(
                "Last-Modified",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    object.modified().atOffset(ZoneOffset.UTC)))
            .withBody("application/octet-stream", end - first, () -> open(object, from));
    return range.isPresent()
        ? answer.with("Content-Range", "bytes %d-%d/%d".formatted(first, end - 1, object.size()))
        : answer;
  }

  private InputStream open(StoredObject object, long from) throws IOException {
    InputStream in = TestState.of(state).objectFiles().open(object.pieces());
    in.skipNBytes(from);
    return in;
  }

  /** Deletes an object, whether it exists or not. */
  HttpResponse delete(S3Call call) throws ServiceError, IOException {
    buckets.require(call);
    state
        .lock()
        .hold(
            () -> {
              String id = StoredObject.id(call.bucket(), call.key());
              Optional<StoredObject> object = TestState.of(state).objects().find(id);
              TestState.of(state).objects().remove(id);
              removeFiles(object);
              return id;
            });
    return HttpResponse.of(204);
  }
}
