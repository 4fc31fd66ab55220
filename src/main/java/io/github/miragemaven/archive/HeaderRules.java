package io.github.miragemaven.archive;

/** The header lines of each file. */
final class HeaderRules {

  String contentType(String path) {
    return ContentType.of(path);
  }

  /** The header lines besides {@code Content-Type}, each ending in CR LF. */
  String lines(String path) {
    return "Cache-Control: " + CacheControl.of(path) + "\r\nX-Content-Type-Options: nosniff\r\n";
  }
}
