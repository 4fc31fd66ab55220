package io.github.miragemaven.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The compressed copies of the last build's archive, so that only changed files are compressed. */
final class EarlierArchive implements Closeable {

  private final Optional<ArchiveReader> reader;
  private final Map<String, ArchivedFile> files;

  private EarlierArchive(Optional<ArchiveReader> reader) {
    this.reader = reader;
    this.files =
        reader.stream()
            .flatMap(archive -> archive.files().stream())
            .filter(file -> file.gzip().isPresent())
            .collect(Collectors.toMap(ArchivedFile::path, Function.identity()));
  }

  /** The archive in this file; without copies if there is none, or it is damaged. */
  static EarlierArchive open(Optional<Path> file) {
    try {
      return new EarlierArchive(
          file.isPresent() ? Optional.of(ArchiveReader.open(file.get())) : Optional.empty());
    } catch (IOException | ArchiveException e) {
      return new EarlierArchive(Optional.empty());
    }
  }

  /** Whether the archive has a compressed copy of a file with this path. */
  boolean contains(String path) {
    return files.containsKey(path);
  }

  /** Writes the compressed copy of a file, or returns false if its content was different. */
  boolean copy(String path, Representation identity, OutputStream out) throws IOException {
    ArchivedFile file = files.get(path);
    if (file.size() != identity.length()
        || !Arrays.equals(file.identity().digest(), identity.digest())) {
      return false;
    }
    try {
      reader.orElseThrow().copy(file, file.gzip().orElseThrow(), out);
      return true;
    } catch (ArchiveException damaged) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    if (reader.isPresent()) {
      reader.get().close();
    }
  }
}
