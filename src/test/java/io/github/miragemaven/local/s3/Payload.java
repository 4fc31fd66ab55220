package io.github.miragemaven.local.s3;

import io.github.miragemaven.local.http.HttpRequest;
import io.github.miragemaven.local.http.HttpRequest.Header;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.ObjectFiles;
import io.github.miragemaven.local.state.Piece;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Stores the payload of a request after checking it against the client's length and checksums. */
final class Payload {

  private static final String STREAMING = "STREAMING-";
  private static final String CHUNKED = "aws-chunked";

  private final ObjectFiles files;

  Payload(ObjectFiles files) {
    this.files = files;
  }

  /**
   * Stores the body.
   *
   * @throws ServiceError if its length or a checksum does not match; nothing is stored then
   */
  Piece keep(HttpRequest request) throws ServiceError, IOException {
    boolean chunked =
        request.header("x-amz-content-sha256").filter(it -> it.startsWith(STREAMING)).isPresent();
    if (chunked != request.header("content-encoding").filter(CHUNKED::equals).isPresent()) {
      throw ServiceError.of(
          "InvalidRequest", "Content-Encoding and x-amz-content-sha256 do not agree");
    }
    Optional<ChunkedBody> chunks =
        chunked ? Optional.of(new ChunkedBody(request.body().stream())) : Optional.empty();
    Counted bytes =
        new Counted(
            chunks.<InputStream>map(it -> it).orElseGet(() -> request.body().stream()),
            expected(request));
    String file = "";
    boolean good = false;
    try {
      file = files.write(bytes);
      Map<String, String> behind = chunks.isPresent() ? chunks.get().trailers() : Map.of();
      Piece piece = bytes.piece(file, request, behind);
      good = true;
      return piece;
    } catch (ChunkedBody.BrokenException e) {
      throw S3Errors.incompleteBody(e.getMessage());
    } finally {
      if (!good && !file.isEmpty()) {
        files.remove(file);
      }
    }
  }

  /** Returns the checksum that the client sends in a header or announces for a trailer. */
  private static Optional<Checksum> expected(HttpRequest request) throws ServiceError {
    Optional<String> trailer = request.header("x-amz-trailer");
    Optional<Checksum> named =
        trailer.isPresent()
            ? Checksum.in(trailer.get())
            : request.headers().stream()
                .map(Header::name)
                .flatMap(name -> Checksum.in(name).stream())
                .findFirst();
    if (trailer.isPresent() && named.isEmpty()) {
      throw S3Errors.notImplemented("The trailer " + trailer.get());
    }
    return named;
  }

  /** Counts and digests bytes as they are read. */
  private static final class Counted extends FilterInputStream {

    private final MessageDigest md5 = Checksum.digest("MD5");
    private final Map<Checksum, Checksum.Running> checksums = new LinkedHashMap<>();
    private long size;

    Counted(InputStream in, Optional<Checksum> expected) {
      super(in);
      expected.ifPresent(it -> checksums.put(it, it.start()));
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      if (read > 0) {
        size += read;
        md5.update(into, offset, read);
        byte[] taken = new byte[read];
        System.arraycopy(into, offset, taken, 0, read);
        checksums.values().forEach(running -> running.update(taken, read));
      }
      return read;
    }

    Piece piece(String file, HttpRequest request, Map<String, String> trailers)
        throws ServiceError {
      String length =
          request
              .header("x-amz-decoded-content-length")
              .orElse(Long.toString(request.body().length()));
      if (!length.equals(Long.toString(size))) {
        throw S3Errors.incompleteBody(
            "You did not provide the number of bytes specified: %d, not %s"
                .formatted(size, length));
      }
      byte[] digest = md5.digest();
      String base64 = Base64.getEncoder().encodeToString(digest);
      if (request.header("content-md5").filter(said -> !said.equals(base64)).isPresent()) {
        throw S3Errors.badDigest("Content-MD5");
      }
      String checksum = "";
      for (Map.Entry<Checksum, Checksum.Running> each : checksums.entrySet()) {
        String name = each.getKey().header();
        checksum = each.getValue().value();
        String said =
            Optional.ofNullable(trailers.get(name)).or(() -> request.header(name)).orElse("");
        if (!said.equals(checksum)) {
          throw S3Errors.badDigest(each.getKey().name());
        }
      }
      return new Piece(file, size, HexFormat.of().formatHex(digest), checksum);
    }
  }
}
