package io.github.miragemaven.aws.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the answers on a connection, one after the other (RFC 9112). Answers to calls are short:
 * what is longer than a limit is none.
 */
final class AnswerReader {

  private static final int LONGEST_LINE = 16 << 10;
  private static final int MOST_HEADERS = 100;
  private static final int LONGEST_BODY = 1 << 20;

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.([01]) ([1-5][0-9]{2})( .*)?");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");
  private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,6})[ \\t]*(;.*)?");

  private static final int NO_CONTENT = 204;
  private static final int FIRST_FINAL = 200;

  private final InputStream in;
  private byte[] line = new byte[256];

  /** Reads from a stream, byte by byte: it should be buffered. */
  AnswerReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next answer.
   *
   * @throws EOFException if the stream ends before it does
   * @throws ProtocolException if it is none
   */
  Answer next() throws IOException {
    while (true) {
      Matcher status = STATUS.matcher(line());
      if (!status.matches()) {
        throw new ProtocolException("The answer does not begin as one of HTTP/1.1 does");
      }
      Map<String, String> headers = headers();
      int code = Integer.parseInt(status.group(2));
      if (code >= FIRST_FINAL) { // What comes before is 100 Continue and the like.
        return answer(code, headers, status.group(1).equals("1"));
      }
    }
  }

  private Answer answer(int status, Map<String, String> headers, boolean persistent)
      throws IOException {
    boolean chunked = headers.containsKey("transfer-encoding");
    Optional<String> length = Optional.ofNullable(headers.get("content-length"));
    boolean delimited = chunked || length.isPresent() || status == NO_CONTENT;
    boolean keeps =
        persistent
            && delimited
            && !headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT).contains("close");
    byte[] body;
    if (status == NO_CONTENT) {
      body = new byte[0];
    } else if (chunked) {
      body = chunks(headers.get("transfer-encoding"));
    } else if (length.isPresent()) {
      body = exactly(length(length.get()));
    } else {
      body = atMost(LONGEST_BODY);
    }
    return new Answer(status, headers, new String(body, StandardCharsets.UTF_8), keeps);
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    int count = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      count++;
      if (colon < 1 || count > MOST_HEADERS) {
        throw new ProtocolException("The answer's head is not one of HTTP/1.1");
      }
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    return headers;
  }

  private static int length(String text) throws ProtocolException {
    if (!LENGTH.matcher(text).matches() || Integer.parseInt(text) > LONGEST_BODY) {
      throw new ProtocolException("The answer has a length of " + text);
    }
    return Integer.parseInt(text);
  }

  /** RFC 9112, section 7.1; what stands in the trailer is of no interest. */
  private byte[] chunks(String encoding) throws IOException {
    if (!encoding.equalsIgnoreCase("chunked")) {
      throw new ProtocolException("The answer is encoded as " + encoding);
    }
    byte[] body = new byte[0];
    while (true) {
      Matcher size = CHUNK.matcher(line());
      if (!size.matches()) {
        throw new ProtocolException("The answer's chunks have no sizes");
      }
      int length = Integer.parseInt(size.group(1), 16);
      if (length == 0) {
        headers();
        return body;
      }
      if (body.length + length > LONGEST_BODY) {
        throw new ProtocolException("The answer is longer than " + LONGEST_BODY + " bytes");
      }
      byte[] chunk = exactly(length);
      int end = body.length;
      body = Arrays.copyOf(body, end + length);
      System.arraycopy(chunk, 0, body, end, length);
      if (!line().isEmpty()) {
        throw new ProtocolException("The answer's chunks are longer than they say");
      }
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("The connection was closed inside an answer");
    }
    return bytes;
  }

  private byte[] atMost(int length) throws IOException {
    byte[] bytes = in.readNBytes(length + 1);
    if (bytes.length > length) {
      throw new ProtocolException("The answer is longer than " + length + " bytes");
    }
    return bytes;
  }

  /** A line without its end. */
  private String line() throws IOException {
    int length = 0;
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("The connection was closed before an answer came");
      }
      if (length == LONGEST_LINE) {
        throw new ProtocolException("A line of the answer's head does not end");
      }
      if (length == line.length) {
        line = Arrays.copyOf(line, 2 * length);
      }
      line[length++] = (byte) next;
    }
    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    return new String(line, 0, end, StandardCharsets.ISO_8859_1);
  }
}
