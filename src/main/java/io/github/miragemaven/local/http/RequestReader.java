package io.github.miragemaven.local.http;

import io.github.miragemaven.local.http.HttpRequest.Header;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one connection's requests, one after the other (RFC 9112). */
final class RequestReader {

  private static final int MAX_LINE = 16 << 10;
  private static final int MAX_HEADERS = 100;

  /** Twice a block; the largest request of an AWS client that is served here is one block. */
  private static final int MAX_BODY = 1 << 20;

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final InputStream in;
  private final OutputStream out;
  private byte[] buffer = new byte[8 << 10];

  RequestReader(InputStream in, OutputStream out) {
    this.in = new BufferedInputStream(in, 16 << 10);
    this.out = out;
  }

  /** The next request; empty when the client has closed the connection between two. */
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
    int length = length(head);
    if (head.header("expect").filter("100-continue"::equalsIgnoreCase).isPresent()) {
      out.write(CONTINUE);
      out.flush();
    }
    if (buffer.length < length) {
      buffer = new byte[length];
    }
    if (in.readNBytes(buffer, 0, length) < length) {
      throw new EOFException("The client closed the connection inside a body");
    }
    return new Body(buffer, length);
  }

  private static int length(HttpRequest head) throws MalformedRequestException {
    String length = head.header("content-length").orElse("0");
    if (!length.matches("[0-9]{1,18}")) {
      throw new MalformedRequestException(400, "Content-Length: " + length);
    }
    if (Long.parseLong(length) > MAX_BODY) {
      throw new MalformedRequestException(413, "Content-Length: " + length);
    }
    return Integer.parseInt(length);
  }

  private String lineOfHead() throws IOException {
    return line().orElseThrow(() -> new EOFException("The client closed the connection in a head"));
  }

  /** A line without its CRLF; empty at the stream's end. */
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
