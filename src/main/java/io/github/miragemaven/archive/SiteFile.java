package io.github.miragemaven.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file of the site.
 *
 * @param path its path relative to the site's root, separated by slashes
 * @param source the file
 */
record SiteFile(String path, Path source) {

  static final String HEADERS = "_headers";
  static final String REDIRECTS = "_redirects";

  private static final int SHOWN = 80;

  private static final Set<String> NOT_SERVED = Set.of(HEADERS, REDIRECTS);

  /** The files of a site that are served, sorted by the bytes of their paths. */
  static List<SiteFile> in(Path site) throws IOException, ArchiveException {
    List<SiteFile> files = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(site, FileVisitOption.FOLLOW_LINKS)) {
      tree.filter(Files::isRegularFile)
          .map(file -> new SiteFile(site.relativize(file).toString().replace('\\', '/'), file))
          .filter(file -> !NOT_SERVED.contains(file.path))
          .forEach(files::add);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (SiteFile file : files) {
      file.rejectInvalidName();
    }
    files.sort(Comparator.comparing(SiteFile::name, Arrays::compareUnsigned));
    return files;
  }

  /** The path in UTF-8. */
  byte[] name() {
    return path.getBytes(StandardCharsets.UTF_8);
  }

  /** Java decodes a byte that is invalid in the locale's encoding as U+FFFD. */
  private void rejectInvalidName() throws ArchiveException {
    if (path.indexOf('\uFFFD') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(path)) {
      throw new ArchiveException(
          "The name of %s is not valid UTF-8, so no URL refers to it.%nRename the file, or run Maven with LC_ALL=C.UTF-8 (or another UTF-8 locale)."
              .formatted(path));
    }
    int length = name().length;
    if (length > ArchiveFormat.LONGEST_STRING) {
      throw new ArchiveException(
          "The path %s... has %,d bytes, but a path in the archive has at most %,d.%nShorten the names of the file's directories."
              .formatted(path.substring(0, SHOWN), length, ArchiveFormat.LONGEST_STRING));
    }
  }
}
