package io.github.miragemaven.snapshot;

import io.github.miragemaven.incremental.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Optional;
import java.util.Properties;

/**
 * What an upload has done so far, so that the next run can go on where a killed one stopped. It
 * lies under {@code target/mirage/deploy/REGION/}: a file of properties, and one with a byte for
 * each block, which is 1 once the service has confirmed the block.
 *
 * <p>It saves time and is no more than that: what a run without it finds in AWS is enough to leave
 * no orphan.
 */
final class Journal implements Closeable {

  private static final String TOKEN = "token";
  private static final String ORDER = "order";
  private static final String PARENT = "parent";
  private static final String SNAPSHOT = "snapshot";
  private static final String KEY = "key";
  private static final String SEALING = "sealing";

  private final Path file;
  private final FileChannel confirmed;

  /**
   * An upload that has been begun.
   *
   * @param token what its start is known by
   * @param order the digest of its order
   * @param parent the snapshot that it goes on top of
   * @param started what the start has answered, once it has
   * @param sealing whether it may have been completed already
   */
  record Entry(
      String token,
      Sha256 order,
      Optional<String> parent,
      Optional<DirectSnapshots.Started> started,
      boolean sealing) {

    Entry startedAs(DirectSnapshots.Started answer) {
      return new Entry(token, order, parent, Optional.of(answer), sealing);
    }

    Entry nowSealing() {
      return new Entry(token, order, parent, started, true);
    }
  }

  private Journal(Path file, FileChannel confirmed) {
    this.file = file;
    this.confirmed = confirmed;
  }

  /** The journal in that directory, which is made where it is missing. */
  static Journal in(Path directory) throws IOException {
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

  /** The upload that has not come to its end; empty too if what is there cannot be read. */
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
                      Boolean.parseBoolean(all.getProperty(SEALING))));
    } catch (IOException | IllegalArgumentException noJournal) {
      return Optional.empty();
    }
  }

  /** Begins with a new upload: nothing of it is confirmed. */
  void begin(Entry entry) throws IOException {
    end();
    confirmed.truncate(0);
    write(entry);
  }

  /** Writes down how far the upload has come, on the disk before this returns. */
  void write(Entry entry) throws IOException {
    Properties all = new Properties();
    all.setProperty(TOKEN, entry.token());
    all.setProperty(ORDER, entry.order().hex());
    all.setProperty(SEALING, Boolean.toString(entry.sealing()));
    entry.parent().ifPresent(parent -> all.setProperty(PARENT, parent));
    entry.started().ifPresent(started -> all.setProperty(SNAPSHOT, started.id()));
    entry
        .started()
        .flatMap(DirectSnapshots.Started::kmsKey)
        .ifPresent(key -> all.setProperty(KEY, key));
    Path aside = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel channel =
            FileChannel.open(
                aside,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        Writer writer = Channels.newWriter(channel, StandardCharsets.UTF_8)) {
      all.store(writer, "An upload of mirage:deploy that has not come to its end");
      channel.force(true);
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Writes down that the service has a block. */
  void confirm(int block) throws IOException {
    confirmed.write(ByteBuffer.wrap(new byte[] {1}), block);
  }

  /** The blocks that the service has. */
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

  /** Forgets the upload: it came to its end, or nothing is left of it. */
  void end() throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    confirmed.close();
  }
}
