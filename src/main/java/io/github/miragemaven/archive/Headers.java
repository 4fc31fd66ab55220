package io.github.miragemaven.archive;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The headers of a file that do not depend on the request.
 *
 * @param contentType the value of {@code Content-Type}
 * @param lines the other header lines, each ending in CR LF
 */
record Headers(String contentType, String lines) {

  private static final String CONTENT_TYPE = "Content-Type";

  /**
   * The headers with these lines.
   *
   * @param lines the lines without their ends, by the header's name
   * @param defaultType the content type if no line has one
   */
  static Headers of(Map<String, List<String>> lines, String defaultType) {
    Map<String, List<String>> others = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    others.putAll(lines);
    List<String> types = others.remove(CONTENT_TYPE);
    String type =
        types == null
            ? defaultType
            : types.get(types.size() - 1).substring(CONTENT_TYPE.length() + 1).strip();
    StringBuilder text = new StringBuilder();
    others.values().forEach(same -> same.forEach(line -> text.append(line).append("\r\n")));
    return new Headers(type, text.toString().intern()); // Most files have the same headers.
  }
}
