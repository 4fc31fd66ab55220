package io.github.miragemaven.snapshot;

import io.github.miragemaven.incremental.Replacement;
import io.github.miragemaven.incremental.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Optional;
import java.util.Properties;

/**
 * Records the progress of an upload, so that the next run can resume it. Consists of two files in
 * {@code target/mirage/deploy/REGION/}: a properties file, and a file with a byte for each block,
 * which is 1 if the service has confirmed the block.
 *
 * <p>The journal only saves time: the tags in AWS are enough to find and remove orphaned snapshots.
 */
final class Journal implements Closeable {

  private static final String TOKEN = "token";
  private static final String ORDER = "order";
  private static final String PARENT = "parent";
  private static final String SNAPSHOT = "snapshot";
  private static final String KEY = "key";
  private static final String COMPLETING = "sealing";

  private final Path file;
  private final FileChannel confirmed;

  /**
   * The state of an unfinished upload.
   *
   * @param token the idempotency token of its start
   * @param order the digest of its order
   * @param parent the ID of the parent snapshot
   * @param started the response to its start
   * @param completing whether CompleteSnapshot may have been sent
   */
  record Entry(
      String token,
      Sha256 order,
      Optional<String> parent,
      Optional<DirectSnapshots.Started> started,
      boolean completing) {

    Entry withStarted(DirectSnapshots.Started response) {
      return new Entry(token, order, parent, Optional.of(response), completing);
    }

    Entry withCompleting() {
      return new Entry(token, order, parent, started, true);
    }
  }

  private Journal(Path file, FileChannel confirmed) {
    this.file = file;
    this.confirmed = confirmed;
  }

  /** Opens the journal in a directory, which is created if it does not exist. */
  static Journal open(Path directory) throws IOException {
    Files.createDirectories(directory);
    return new Journal(
        directory.resolve("upload.properties"),
        FileChannel.open(
            directory.resolve("confirmed"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE));
  }

  /** Reads the unfinished upload; empty if there is none or the file is damaged. */
  Optional<Entry> unfinished() {
    Properties all = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      all.load(reader);
      Optional<DirectSnapshots.Started> started =
          Optional.ofNullable(all.getProperty(SNAPSHOT))
              .map(
                  id -> new DirectSnapshots.Started(id, Optional.ofNullable(all.getProperty(KEY))));
      return Optional.ofNullable(all.getProperty(TOKEN))
          .map(
              token ->
                  new Entry(
                      token,
                      new Sha256(all.getProperty(ORDER, "")),
                      Optional.ofNullable(all.getProperty(PARENT)),
                      started,
                      Boolean.parseBoolean(all.getProperty(COMPLETING))));
    } catch (IOException | IllegalArgumentException noJournal) {
      return Optional.empty();
    }
  }

  /** Starts a new upload without confirmed blocks. */
  void begin(Entry entry) throws IOException {
    clear();
    confirmed.truncate(0);
    write(entry);
  }

  /** Saves the state of the upload, and flushes it to the disk. */
  void write(Entry entry) throws IOException {
    Properties all = new Properties();
    all.setProperty(TOKEN, entry.token());
    all.setProperty(ORDER, entry.order().hex());
    all.setProperty(COMPLETING, Boolean.toString(entry.completing()));
    entry.parent().ifPresent(parent -> all.setProperty(PARENT, parent));
    entry.started().ifPresent(started -> all.setProperty(SNAPSHOT, started.id()));
    entry
        .started()
        .flatMap(DirectSnapshots.Started::kmsKey)
        .ifPresent(key -> all.setProperty(KEY, key));
    StringWriter text = new StringWriter();
    all.store(text, "An unfinished upload of mirage:deploy");
    Replacement.of(
        file,
        temporary ->
            Files.writeString(
                temporary,
                text.toString(),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC));
  }

  /** Records that the service has confirmed a block. */
  void confirm(int block) throws IOException {
    confirmed.write(ByteBuffer.wrap(new byte[] {1}), block);
  }

  /** Returns the confirmed blocks. */
  BitSet confirmed() throws IOException {
    BitSet blocks = new BitSet();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    for (long position = 0; confirmed.read(buffer.clear(), position) > 0; ) {
      for (int i = 0; i < buffer.position(); i++) {
        blocks.set((int) position + i, buffer.get(i) == 1);
      }
      position += buffer.position();
    }
    return blocks;
  }

  /** Forgets the upload. */
  void clear() throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    confirmed.close();
  }
}
