package io.github.miragemaven.local.s3;

import io.github.miragemaven.local.http.HttpResponse;
import io.github.miragemaven.local.service.Element;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.MultipartUpload;
import io.github.miragemaven.local.state.Piece;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.TestState;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * CreateMultipartUpload, UploadPart, CompleteMultipartUpload and AbortMultipartUpload, within the
 * limits of the Amazon S3 User Guide, "Multipart upload limits".
 */
final class MultipartUploads {

  private static final int MOST_PARTS = 10_000;
  private static final long SMALLEST_PART = 5L << 20;

  private final RegionContext region;
  private final RegionState state;
  private final Buckets buckets;
  private final Objects objects;
  private final Payload payload;

  MultipartUploads(RegionContext region, Buckets buckets, Objects objects) {
    this.region = region;
    this.state = region.state();
    this.buckets = buckets;
    this.objects = objects;
    this.payload = new Payload(TestState.of(state).objectFiles());
  }

  HttpResponse create(S3Call call) throws ServiceError, IOException {
    buckets.require(call);
    String algorithm = call.request().header("x-amz-checksum-algorithm").orElse("");
    if (!algorithm.isEmpty() && Checksum.named(algorithm).isEmpty()) {
      throw S3Errors.notImplemented("The checksum algorithm " + algorithm);
    }
    MultipartUpload upload =
        new MultipartUpload(
            RegionState.newId("upload"),
            call.bucket(),
            call.key(),
            region.clock().instant(),
            algorithm,
            Map.of());
    TestState.of(state).multipartUploads().put(upload.id(), upload);
    return S3Service.xml(
        "InitiateMultipartUploadResult",
        root ->
            root.text("Bucket", call.bucket())
                .text("Key", call.key())
                .text("UploadId", upload.id()));
  }

  private MultipartUpload find(S3Call call) throws ServiceError, IOException {
    String id = call.parameter("uploadId").orElse("");
    Optional<MultipartUpload> found =
        id.matches("upload-[0-9a-f]{17}")
            ? TestState.of(state).multipartUploads().find(id)
            : Optional.empty();
    return found
        .filter(upload -> upload.bucket().equals(call.bucket()) && upload.key().equals(call.key()))
        .orElseThrow(() -> S3Errors.noUpload(id));
  }

  HttpResponse uploadPart(S3Call call) throws ServiceError, IOException {
    buckets.require(call);
    int number = call.number("partNumber", 1, MOST_PARTS);
    MultipartUpload begun = find(call);
    Piece part = payload.keep(call.request());
    if (!begun.checksum().isEmpty() && part.checksum().isEmpty()) {
      TestState.of(state).objectFiles().remove(part.file());
      throw ServiceError.of(
          "InvalidRequest",
          "Checksum Type mismatch occurred, expected checksum Type: %s, actual checksum Type: null"
              .formatted(begun.checksum()));
    }
    add(call, number, part);
    HttpResponse answer = HttpResponse.of(200).with("ETag", S3Service.quoted(part.md5()));
    return Checksum.named(begun.checksum())
        .map(checksum -> answer.with(checksum.header(), part.checksum()))
        .orElse(answer);
  }

  /** Adds a part, if the upload still exists when the part is complete. */
  private void add(S3Call call, int number, Piece part) throws ServiceError, IOException {
    boolean added = false;
    try {
      state
          .lock()
          .hold(
              () -> {
                MultipartUpload upload = find(call);
                TestState.of(state).multipartUploads().put(upload.id(), upload.with(number, part));
                Optional<Piece> before = Optional.ofNullable(upload.parts().get(number));
                if (before.isPresent()) {
                  TestState.of(state).objectFiles().remove(before.get().file());
                }
                return number;
              });
      added = true;
    } finally {
      if (!added) {
        TestState.of(state).objectFiles().remove(part.file());
      }
    }
  }

  HttpResponse abort(S3Call call) throws ServiceError, IOException {
    buckets.require(call);
    state
        .lock()
        .hold(
            () -> {
              MultipartUpload upload = find(call);
              TestState.of(state).multipartUploads().remove(upload.id());
              for (Piece part : upload.parts().values()) {
                TestState.of(state).objectFiles().remove(part.file());
              }
              return upload;
            });
    return HttpResponse.of(204);
  }

  HttpResponse complete(S3Call call) throws ServiceError, IOException {
    buckets.require(call);
    List<Element> named =
        Element.root(call.request().body().text(), "CompleteMultipartUpload", "MalformedXML")
            .all("Part");
    return state
        .lock()
        .hold(
            () -> {
              MultipartUpload upload = find(call);
              Map<Integer, Piece> parts = parts(upload, named);
              List<Piece> pieces = List.copyOf(parts.values());
              String etag = etag(pieces);
              objects.keep(call, etag, pieces);
              TestState.of(state).multipartUploads().remove(upload.id());
              for (Map.Entry<Integer, Piece> part : upload.parts().entrySet()) {
                if (!parts.containsKey(part.getKey())) {
                  TestState.of(state).objectFiles().remove(part.getValue().file());
                }
              }
              return completed(call, upload, etag, pieces);
            });
  }

  private static HttpResponse completed(
      S3Call call, MultipartUpload upload, String etag, List<Piece> pieces) {
    return S3Service.xml(
        "CompleteMultipartUploadResult",
        root -> {
          root.text("Bucket", call.bucket())
              .text("Key", call.key())
              .text("ETag", S3Service.quoted(etag));
          Checksum.named(upload.checksum())
              .ifPresent(
                  checksum ->
                      root.text(
                              checksum.element(),
                              checksum.ofParts(pieces.stream().map(Piece::checksum)))
                          .text("ChecksumType", "COMPOSITE"));
        });
  }

  /**
   * Returns the parts that the request names. They must belong to the upload, be in order and be
   * large enough.
   */
  private static Map<Integer, Piece> parts(MultipartUpload upload, List<Element> named)
      throws ServiceError {
    Map<Integer, Piece> parts = new TreeMap<>();
    if (named.isEmpty()) {
      throw ServiceError.of("MalformedXML", "You must specify at least one part");
    }
    int last = 0;
    List<Piece> sizes = new ArrayList<>();
    for (Element element : named) {
      String text = element.required("PartNumber").text();
      if (!text.matches("[0-9]{1,5}")) {
        throw ServiceError.of("MalformedXML", "Not a part's number: " + text);
      }
      int number = Integer.parseInt(text);
      if (number <= last) {
        throw ServiceError.of(
            "InvalidPartOrder",
            "The list of parts was not in ascending order. Parts must be ordered by part number.");
      }
      last = number;
      Piece part = part(upload, number, element);
      parts.put(number, part);
      sizes.add(part);
    }
    for (Piece part : sizes.subList(0, sizes.size() - 1)) {
      if (part.size() < SMALLEST_PART) {
        throw ServiceError.of(
            "EntityTooSmall",
            "Your proposed upload is smaller than the minimum allowed size: %d of %d bytes"
                .formatted(part.size(), SMALLEST_PART));
      }
    }
    return parts;
  }

  private static Piece part(MultipartUpload upload, int number, Element element)
      throws ServiceError {
    String etag = element.required("ETag").text().replace("\"", "");
    Optional<Piece> part = Optional.ofNullable(upload.parts().get(number));
    Optional<Checksum> checksum = Checksum.named(upload.checksum());
    Optional<String> said =
        checksum.flatMap(it -> element.element(it.element())).map(Element::text);
    if (checksum.isPresent() && said.isEmpty()) {
      throw ServiceError.of(
          "InvalidRequest",
          "The upload was created using a %s checksum. The complete request must include the checksum for each part. It was missing for part %d in the request."
              .formatted(upload.checksum(), number));
    }
    if (part.isEmpty()
        || !part.get().md5().equals(etag)
        || said.filter(it -> !it.equals(part.get().checksum())).isPresent()) {
      throw ServiceError.of(
          "InvalidPart",
          "One or more of the specified parts could not be found. The part may not have been"
              + " uploaded, or the specified entity tag may not match the part's entity tag.");
    }
    return part.get();
  }

  /** Returns the MD5 of the parts' MD5s, and the number of parts. */
  private static String etag(List<Piece> parts) {
    MessageDigest md5 = Checksum.digest("MD5");
    parts.forEach(part -> md5.update(HexFormat.of().parseHex(part.md5())));
    return HexFormat.of().formatHex(md5.digest()) + "-" + parts.size();
  }
}
