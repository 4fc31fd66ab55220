package io.github.miragemaven.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Percent-encoding (RFC 3986, section 2.1). */
final class PercentEncoding {

  private PercentEncoding() {}

  /** The text without its percent-encoding; empty if it is not percent-encoded UTF-8. */
  static Optional<String> decoded(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      byte next = encoded[i];
      if (next == '%') {
        if (i + 2 >= encoded.length
            || !HexFormat.isHexDigit(encoded[i + 1])
            || !HexFormat.isHexDigit(encoded[i + 2])) {
          return Optional.empty();
        }
        next =
            (byte)
                (16 * HexFormat.fromHexDigit(encoded[i + 1])
                    + HexFormat.fromHexDigit(encoded[i + 2]));
        i += 2;
      }
      decoded.put(next);
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The text with every character encoded that no URL contains. */
  static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
      if (next > ' ' && next < 0x7f) {
        encoded.append((char) next);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(next));
      }
    }
    return encoded.toString();
  }
}
