package io.github.miragemaven.local.state;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;

/**
 * The records of one kind: a directory with a JSON file for each, named by its id.
 *
 * <p>A record is replaced as a whole, by renaming, so a reader sees the old one or the new one even
 * when the writer is killed. Nothing is forced to the disk: this holds against a killed process,
 * not against a power cut.
 *
 * @param <T> the kind of record
 */
public final class JsonStore<T> {

  private static final String SUFFIX = ".json";
  private static final String DRAFT = ".draft";

  private final Path directory;
  private final Class<T> kind;

  private JsonStore(Path directory, Class<T> kind) {
    this.directory = directory;
    this.kind = kind;
  }

  /** The records below a directory, which is made where it is missing. */
  public static <T> JsonStore<T> in(Path directory, Class<T> kind) throws IOException {
    Files.createDirectories(directory);
    return new JsonStore<>(directory, kind);
  }

  /** The record of an id. */
  public Optional<T> find(String id) throws IOException {
    Path file = file(id);
    try {
      return Optional.of(Json.MAPPER.readValue(Files.readAllBytes(file), kind));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JacksonException e) {
      throw new IOException("Cannot read " + file, e);
    }
  }

  /** How many records there are. */
  public int size() throws IOException {
    return ids().size();
  }

  private List<String> ids() throws IOException {
    List<String> ids = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        ids.add(name.substring(0, name.length() - SUFFIX.length()));
      }
    }
    return ids;
  }

  /** All records, sorted by their ids. */
  public List<T> all() throws IOException {
    List<String> ids = ids();
    Collections.sort(ids);
    List<T> records = new ArrayList<>(ids.size());
    for (String id : ids) {
      find(id).ifPresent(records::add);
    }
    return records;
  }

  /** Puts a record in the place of the one with its id. */
  public void put(String id, T record) throws IOException {
    Path draft = directory.resolve(UUID.randomUUID() + DRAFT);
    Files.write(draft, Json.MAPPER.writeValueAsBytes(record));
    Files.move(draft, file(id), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Takes a record away. */
  public void remove(String id) throws IOException {
    Files.deleteIfExists(file(id));
  }

  /** Removes what a killed writer left half done; only while no one writes. */
  public void sweep() throws IOException {
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(directory, "*" + DRAFT)) {
      for (Path draft : drafts) {
        Files.deleteIfExists(draft);
      }
    }
  }

  private Path file(String id) {
    if (!id.matches("[A-Za-z0-9_.-]+")) {
      throw new IllegalArgumentException("Not an id: " + id);
    }
    return directory.resolve(id + SUFFIX);
  }
}
