package io.github.miragemaven.archive;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The type of a file's content, from the extension of its name. */
final class ContentType {

  static final String PAGE = "text/html; charset=utf-8";
  static final String UNKNOWN = "application/octet-stream";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          entry("html", PAGE),
          entry("htm", PAGE),
          entry("css", "text/css; charset=utf-8"),
          entry("js", "text/javascript; charset=utf-8"),
          entry("mjs", "text/javascript; charset=utf-8"),
          entry("txt", "text/plain; charset=utf-8"),
          entry("text", "text/plain; charset=utf-8"),
          entry("log", "text/plain; charset=utf-8"),
          entry("md", "text/markdown; charset=utf-8"),
          entry("csv", "text/csv; charset=utf-8"),
          entry("ics", "text/calendar; charset=utf-8"),
          entry("vtt", "text/vtt; charset=utf-8"),
          entry("xml", "application/xml; charset=utf-8"),
          entry("xsl", "application/xml; charset=utf-8"),
          entry("xhtml", "application/xhtml+xml; charset=utf-8"),
          entry("atom", "application/atom+xml; charset=utf-8"),
          entry("rss", "application/rss+xml; charset=utf-8"),
          entry("json", "application/json"),
          entry("map", "application/json"),
          entry("webmanifest", "application/manifest+json"),
          entry("svg", "image/svg+xml; charset=utf-8"),
          entry("png", "image/png"),
          entry("apng", "image/apng"),
          entry("jpg", "image/jpeg"),
          entry("jpeg", "image/jpeg"),
          entry("gif", "image/gif"),
          entry("webp", "image/webp"),
          entry("avif", "image/avif"),
          entry("bmp", "image/bmp"),
          entry("tif", "image/tiff"),
          entry("tiff", "image/tiff"),
          entry("ico", "image/x-icon"),
          entry("woff", "font/woff"),
          entry("woff2", "font/woff2"),
          entry("ttf", "font/ttf"),
          entry("otf", "font/otf"),
          entry("mp3", "audio/mpeg"),
          entry("m4a", "audio/mp4"),
          entry("ogg", "audio/ogg"),
          entry("oga", "audio/ogg"),
          entry("opus", "audio/ogg"),
          entry("wav", "audio/wav"),
          entry("flac", "audio/flac"),
          entry("mp4", "video/mp4"),
          entry("m4v", "video/mp4"),
          entry("webm", "video/webm"),
          entry("ogv", "video/ogg"),
          entry("mov", "video/quicktime"),
          entry("pdf", "application/pdf"),
          entry("epub", "application/epub+zip"),
          entry("wasm", "application/wasm"),
          entry("zip", "application/zip"),
          entry("gz", "application/gzip"),
          entry("tgz", "application/gzip"),
          entry("bz2", "application/x-bzip2"),
          entry("xz", "application/x-xz"),
          entry("tar", "application/x-tar"));

  /** Types that gzip makes smaller, besides texts. */
  private static final Set<String> COMPRESSIBLE =
      Set.of(
          "application/json",
          "application/manifest+json",
          "application/wasm",
          "application/x-tar",
          "audio/wav",
          "font/otf",
          "font/ttf",
          "image/bmp",
          "image/x-icon");

  private ContentType() {}

  /** The value of {@code Content-Type} for a file with this path. */
  static String of(String path) {
    return TYPES.getOrDefault(extension(path), UNKNOWN);
  }

  /** Whether files with this path are usually smaller when they are compressed. */
  static boolean isCompressible(String path) {
    String type = of(path);
    return type.endsWith("; charset=utf-8") || COMPRESSIBLE.contains(type);
  }

  /** The extension in lower case, without the dot; empty if there is none. */
  static String extension(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
