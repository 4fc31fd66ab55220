package io.github.miragemaven.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The strings of an index. Equal strings are stored once. */
final class StringTable {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Map<String, Integer> offsets = new HashMap<>();

  StringTable() {
    offset("");
  }

  /** The offset of this string, which is added if necessary. */
  int offset(String text) {
    return offsets.computeIfAbsent(text, this::append);
  }

  private int append(String text) {
    int offset = bytes.size();
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > ArchiveFormat.LONGEST_STRING) {
      throw new IllegalArgumentException("A string of " + utf8.length + " bytes");
    }
    bytes.write(utf8.length);
    bytes.write(utf8.length >>> Byte.SIZE);
    bytes.writeBytes(utf8);
    return offset;
  }

  /** The length of the table in bytes. */
  int length() {
    return bytes.size();
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
