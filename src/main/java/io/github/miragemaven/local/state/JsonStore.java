package io.github.miragemaven.local.state;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;

/**
 * The records of one kind: a directory with a JSON file for each, named by its ID.
 *
 * <p>A record is forced to disk and then replaced atomically by renaming, so a reader sees either
 * the old or the new one even if the writer is killed or the power fails.
 *
 * @param <T> the type of record
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

  /** Opens the records in a directory, creating it if it is missing. */
  public static <T> JsonStore<T> in(Path directory, Class<T> kind) throws IOException {
    Files.createDirectories(directory);
    return new JsonStore<>(directory, kind);
  }

  /** Returns the record with an ID. */
  public Optional<T> find(String id) throws IOException {
    Path file = file(id);
    try {
      return Optional.of(Json.MAPPER.readValue(Files.readAllBytes(file), kind));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JacksonException e) {
      throw new DamagedRecordException(file, e);
    }
  }

  /** Returns the number of records. */
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

  /** Returns all records, sorted by ID. */
  public List<T> all() throws IOException {
    List<String> ids = ids();
    Collections.sort(ids);
    List<T> records = new ArrayList<>(ids.size());
    for (String id : ids) {
      find(id).ifPresent(records::add);
    }
    return records;
  }

  /** Stores a record, replacing the one with its ID. */
  public void put(String id, T record) throws IOException {
    Path draft = directory.resolve(UUID.randomUUID() + DRAFT);
    Files.write(
        draft,
        Json.MAPPER.writeValueAsBytes(record),
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
    Files.move(draft, file(id), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes a record. */
  public void remove(String id) throws IOException {
    Files.deleteIfExists(file(id));
  }

  /** Removes unfinished files of killed writers. Called only while no one writes. */
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
