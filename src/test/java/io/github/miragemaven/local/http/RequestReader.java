package io.github.miragemaven.local.http;

import io.github.miragemaven.local.http.HttpRequest.Header;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the requests of a connection (RFC 9112). */
final class RequestReader implements Closeable {

  private static final int MAX_LINE = 16 << 10;
  private static final int MAX_HEADERS = 100;

  /** The largest body that is held in memory: twice the size of a block. */
  private static final int MAX_BODY = 1 << 20;

  /** The largest request of an AWS client: a part of an S3 object. */
  private static final long MAX_SPOOLED = 5L << 30;

  private static final int CHUNK = 64 << 10;

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final InputStream in;
  private final OutputStream out;
  private final Path directory;
  private byte[] buffer = new byte[8 << 10];
  private Optional<FileChannel> spool = Optional.empty();

  /**
   * Creates a reader.
   *
   * @param directory the directory for the large bodies of S3
   */
  RequestReader(InputStream in, OutputStream out, Path directory) {
    this.in = in;
    this.out = out;
    this.directory = directory;
  }

  /** Returns the next request, or empty if the client has closed the connection. */
  Optional<HttpRequest> next() throws IOException {
    Optional<String> requestLine = line();
    if (requestLine.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = requestLine.get().split(" ", -1);
    if (parts.length != 3 || !parts[1].startsWith("/") || !parts[2].equals("HTTP/1.1")) {
      throw new MalformedRequestException(400, "Not an HTTP/1.1 request line");
    }
    List<Header> headers = headers();
    int question = parts[1].indexOf('?');
    String path = question < 0 ? parts[1] : parts[1].substring(0, question);
    String query = question < 0 ? "" : parts[1].substring(question + 1);
    HttpRequest head = new HttpRequest(parts[0], path, query, headers, new Body(buffer, 0));
    return Optional.of(new HttpRequest(parts[0], path, query, headers, body(head)));
  }

  private List<Header> headers() throws IOException {
    List<Header> headers = new ArrayList<>();
    for (String line = lineOfHead(); !line.isEmpty(); line = lineOfHead()) {
      int colon = line.indexOf(':');
      if (colon < 1 || headers.size() == MAX_HEADERS) {
        throw new MalformedRequestException(colon < 1 ? 400 : 431, "Not a header line: " + line);
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.add(new Header(name, line.substring(colon + 1).strip()));
    }
    return headers;
  }

  private Body body(HttpRequest head) throws IOException {
    if (head.header("transfer-encoding").isPresent()) {
      throw new MalformedRequestException(501, "Transfer-Encoding");
    }
    long length = length(head);
    boolean large = length > MAX_BODY;
    if (length > (isS3(head) ? MAX_SPOOLED : MAX_BODY)) {
      throw new MalformedRequestException(413, "Content-Length: " + length);
    }
    if (head.header("expect").filter("100-continue"::equalsIgnoreCase).isPresent()) {
      out.write(CONTINUE);
      out.flush();
    }
    return large ? spooled(length) : held(Math.toIntExact(length));
  }

  private static boolean isS3(HttpRequest head) {
    return head.header("authorization").filter(value -> value.contains("/s3/")).isPresent();
  }

  private Body held(int length) throws IOException {
    if (buffer.length < length) {
      buffer = new byte[length];
    }
    if (in.readNBytes(buffer, 0, length) < length) {
      throw endInsideBody();
    }
    return new Body(buffer, length);
  }

  /**
   * Reads a body into a file. It is unlinked at once where the system supports that, so that a
   * killed server leaves nothing.
   */
  private Body spooled(long length) throws IOException {
    if (spool.isEmpty()) {
      Files.createDirectories(directory);
      spool =
          Optional.of(
              FileChannel.open(
                  Files.createTempFile(directory, "body", ".spool"),
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.DELETE_ON_CLOSE));
    }
    FileChannel file = spool.get();
    byte[] bytes = new byte[CHUNK];
    for (long at = 0; at < length; ) {
      int read = in.read(bytes, 0, (int) Math.min(bytes.length, length - at));
      if (read < 0) {
        throw endInsideBody();
      }
      ByteBuffer chunk = ByteBuffer.wrap(bytes, 0, read);
      while (chunk.hasRemaining()) {
        file.write(chunk, at + chunk.position());
      }
      at += read;
    }
    return new SpooledBody(file, length);
  }

  private static EOFException endInsideBody() {
    return new EOFException("The client closed the connection inside a body");
  }

  @Override
  public void close() throws IOException {
    if (spool.isPresent()) {
      spool.get().close();
    }
  }

  private static long length(HttpRequest head) throws MalformedRequestException {
    String length = head.header("content-length").orElse("0");
    if (!length.matches("[0-9]{1,18}")) {
      throw new MalformedRequestException(400, "Content-Length: " + length);
    }
    return Long.parseLong(length);
  }

  private String lineOfHead() throws IOException {
    return line().orElseThrow(() -> new EOFException("The client closed the connection in a head"));
  }

  /** Returns a line without its CRLF, or empty at the end of the stream. */
  private Optional<String> line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
      }
      if (line.size() == MAX_LINE) {
        throw new MalformedRequestException(431, "A line of more than " + MAX_LINE + " bytes");
      }
      line.write(next);
    }
    if (line.size() > 0) {
      throw new EOFException("The client closed the connection inside a line");
    }
    return Optional.empty();
  }
}
