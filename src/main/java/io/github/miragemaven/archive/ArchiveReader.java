package io.github.miragemaven.archive;

import io.github.miragemaven.archive.Representation.Chunk;
import io.github.miragemaven.incremental.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads an archive from its file or from a disk image. Checks the header and the index when it is
 * opened, and each chunk when it is read. Thread-safe.
 */
public final class ArchiveReader implements Closeable {

  private static final int SECTOR = 512;
  private static final int PARTITION_TABLE = 446;
  private static final int PARTITION_ENTRY = 16;
  private static final int PARTITION_TYPE = 4;
  private static final int PARTITION_START = 8;
  private static final int BOOT_SIGNATURE = 510;
  private static final byte SITE_PARTITION = (byte) 0xda;

  private final Path file;
  private final FileChannel channel;
  private final long start;
  private final StoredIndex index;

  /**
   * Opens an archive, or a disk image with one.
   *
   * @throws ArchiveException if there is no archive, or its header or index is damaged
   */
  public static ArchiveReader open(Path file) throws IOException, ArchiveException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new ArchiveReader(file, channel);
    } catch (IOException | ArchiveException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private ArchiveReader(Path file, FileChannel channel) throws IOException, ArchiveException {
    this.file = file;
    this.channel = channel;
    this.start = find();
    this.index = readIndex();
  }

  /** The files, sorted by the bytes of their paths. */
  public List<ArchivedFile> files() {
    return Collections.unmodifiableList(index.files);
  }

  /** The number of redirects. */
  public int redirects() {
    return index.redirects.size();
  }

  /** The offset of the archive in the file. */
  private long find() throws IOException, ArchiveException {
    ByteBuffer sector = ArchiveFormat.buffer(SECTOR);
    channel.read(sector, 0);
    if (isArchive(sector)) {
      return 0;
    }
    if (sector.getShort(BOOT_SIGNATURE) == (short) 0xaa55) {
      for (int at = PARTITION_TABLE; at < BOOT_SIGNATURE; at += PARTITION_ENTRY) {
        if (sector.get(at + PARTITION_TYPE) == SITE_PARTITION) {
          return SECTOR * Integer.toUnsignedLong(sector.getInt(at + PARTITION_START));
        }
      }
    }
    throw new ArchiveException(
        "%s is neither a site archive nor a disk image that contains one.%nSet mirage.archive.file to a file that mirage:image wrote."
            .formatted(file));
  }

  private static boolean isArchive(ByteBuffer bytes) {
    byte[] magic = ArchiveFormat.magic();
    return bytes.slice(0, magic.length).equals(ByteBuffer.wrap(magic));
  }

  private StoredIndex readIndex() throws IOException, ArchiveException {
    ByteBuffer page =
        ByteBuffer.wrap(read(0, ArchiveFormat.INDEX_OFFSET)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] indexDigest = new byte[32];
    byte[] headerDigest = new byte[32];
    int version = page.position(ArchiveFormat.magic().length).getInt();
    int zero = page.getInt();
    long length = page.getLong();
    long offset = page.getLong();
    long indexLength = page.getLong();
    page.get(indexDigest).get(headerDigest);
    MessageDigest digest = Sha256.digest();
    digest.update(page.slice(0, ArchiveFormat.HEADER_CHECKED));
    require(isArchive(page) && Arrays.equals(digest.digest(), headerDigest), "its header");
    require(version == ArchiveFormat.VERSION, "its version is " + version);
    require(zero == 0 && offset == ArchiveFormat.INDEX_OFFSET, "its header");
    while (page.hasRemaining()) {
      require(page.get() == 0, "its header");
    }
    require(length <= channel.size() - start, "its end is missing");
    require(indexLength >= 0 && offset + indexLength <= length, "its header");
    require(indexLength < Integer.MAX_VALUE, "its header");
    byte[] bytes = read(offset, (int) indexLength);
    require(Arrays.equals(digest.digest(bytes), indexDigest), "its index");
    try {
      return new StoredIndex(bytes, length);
    } catch (StoredIndex.InvalidIndexException e) {
      throw damaged("its index (" + e.getMessage() + ")");
    }
  }

  /**
   * Writes a representation to a stream.
   *
   * @throws ArchiveException if the file is damaged
   */
  void copy(ArchivedFile of, Representation representation, OutputStream out)
      throws IOException, ArchiveException {
    MessageDigest ofAll = Sha256.digest();
    int number = 0;
    for (Chunk chunk : representation.chunks()) {
      byte[] bytes = read(chunk.position(), representation.chunkLength(number++));
      require(Arrays.equals(ArchiveFormat.digest(bytes), chunk.digest()), "its file " + of.path());
      ofAll.update(bytes);
      out.write(bytes);
    }
    require(
        Arrays.equals(ArchiveFormat.digest(ofAll), representation.digest()),
        "its file " + of.path());
  }

  /** The paths of the files that are damaged. */
  public List<String> damaged() throws IOException {
    List<String> damaged = new ArrayList<>();
    for (ArchivedFile each : files()) {
      try {
        for (Representation representation : each.representations()) {
          copy(each, representation, OutputStream.nullOutputStream());
        }
      } catch (ArchiveException e) {
        damaged.add(each.path());
      }
    }
    return damaged;
  }

  /**
   * Extracts the files that are not damaged.
   *
   * @param directory an empty directory, or one to create
   * @throws ArchiveException if the directory is not empty, or a path leads out of it
   */
  public void extract(Path directory) throws IOException, ArchiveException {
    Files.createDirectories(directory);
    try (Stream<Path> children = Files.list(directory)) {
      if (children.findAny().isPresent()) {
        throw new ArchiveException(
            "The directory %s is not empty.%nSet mirage.archive.extract to a new directory."
                .formatted(directory));
      }
    }
    for (ArchivedFile each : files()) {
      Path target = target(directory, each.path());
      Files.createDirectories(target.getParent());
      try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
        copy(each, each.identity(), out);
      } catch (ArchiveException damaged) {
        Files.delete(target);
      }
    }
  }

  private Path target(Path directory, String path) throws ArchiveException {
    try {
      Path target = directory.resolve(path).normalize();
      if (target.startsWith(directory.normalize()) && !target.equals(directory.normalize())) {
        return target;
      }
    } catch (InvalidPathException e) {
      // Reported below, like a path that leads out of the directory.
    }
    throw new ArchiveException(
        "The archive in %s has a file with the path %s, which cannot be extracted here."
            .formatted(file, path));
  }

  private byte[] read(long offset, int length) throws IOException, ArchiveException {
    require(offset + length <= channel.size() - start, "its end is missing");
    byte[] bytes = new byte[length];
    ByteBuffer into = ByteBuffer.wrap(bytes);
    while (into.hasRemaining()) {
      require(channel.read(into, start + offset + into.position()) >= 0, "its end is missing");
    }
    return bytes;
  }

  private void require(boolean condition, String what) throws ArchiveException {
    if (!condition) {
      throw damaged(what);
    }
  }

  private ArchiveException damaged(String what) {
    return new ArchiveException(
        "The site archive in %s is damaged: %s.%nRun mvn package to write it again."
            .formatted(file, what));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
