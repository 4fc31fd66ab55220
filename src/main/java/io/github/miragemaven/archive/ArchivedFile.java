package io.github.miragemaven.archive;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A file in an archive. */
public final class ArchivedFile {

  private final String path;
  private final Headers headers;
  private final Optional<Instant> modified;
  private final List<Representation> representations;

  ArchivedFile(
      String path,
      Headers headers,
      Optional<Instant> modified,
      List<Representation> representations) {
    this.path = path;
    this.headers = headers;
    this.modified = modified;
    this.representations = representations;
  }

  /** The path relative to the site's root, separated by slashes. */
  public String path() {
    return path;
  }

  /** The size in bytes. */
  public long size() {
    return identity().length();
  }

  /** The size in bytes of all representations. */
  public long storedSize() {
    return representations.stream().mapToLong(Representation::length).sum();
  }

  /** The value of {@code Content-Type}. */
  public String contentType() {
    return headers.contentType();
  }

  /** The other header lines, each ending in CR LF. */
  public String headerLines() {
    return headers.lines();
  }

  /** The modification time, if the archive has one. */
  public Optional<Instant> modified() {
    return modified;
  }

  /** The encodings with their lengths: {@code identity 5120, gzip 1400}. */
  public String encodings() {
    return representations.stream()
        .map(each -> each.encoding().name().toLowerCase(Locale.ROOT) + " " + each.length())
        .collect(Collectors.joining(", "));
  }

  Representation identity() {
    return representations.get(0);
  }

  Optional<Representation> gzip() {
    return representations.stream().filter(each -> each.encoding() == Encoding.GZIP).findFirst();
  }

  List<Representation> representations() {
    return representations;
  }
}
