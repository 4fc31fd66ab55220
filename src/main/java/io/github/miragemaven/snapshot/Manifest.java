package io.github.miragemaven.snapshot;

import io.github.miragemaven.incremental.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The digests of an image's blocks. It lies in a file, and in the last blocks of the snapshot that
 * the image was uploaded to; an image of 1 TiB has one of 64 MiB, which is never held in memory.
 *
 * <p>Its format, numbers in big-endian order:
 *
 * <pre>
 *   0  8 bytes   "MIRAGEMF"
 *   8  int       the format's version, 1
 *  12  int       the size of a block, 524288
 *  16  long      the image's size in bytes
 *  24  32 bytes  the SHA-256 of the image
 *  56  32 bytes  the SHA-256 of the 56 bytes before and of everything from byte 96 on
 *  88  8 bytes   zeros
 *  96  32 bytes  the SHA-256 of each block in turn
 * </pre>
 *
 * and zeros to the end of a block. It is cut into pieces of a block each.
 */
final class Manifest implements Closeable {

  static final int VERSION = 1;

  private static final byte[] MAGIC = "MIRAGEMF".getBytes(StandardCharsets.US_ASCII);
  private static final int IMAGE_DIGEST = 24;
  private static final int OWN_DIGEST = 56;
  private static final int DIGESTS = 96;

  private final FileChannel file;
  private final long imageSize;
  private final Sha256 image;

  private Manifest(FileChannel file, long imageSize, Sha256 image) {
    this.file = file;
    this.imageSize = imageSize;
    this.image = image;
  }

  /** How many pieces the manifest of that many blocks has. */
  static int pieces(int blocks) {
    return Block.count(DIGESTS + (long) blocks * Block.DIGEST);
  }

  /** How many pieces belong to the manifest that has this first one, if it is one. */
  static Optional<Integer> piecesBehind(byte[] firstPiece) {
    return header(ByteBuffer.wrap(firstPiece)).map(Manifest::pieceCount);
  }

  /**
   * Writes a manifest.
   *
   * @param path where to; a file that is there is replaced
   */
  static Manifest write(Path path, BlockDigests digests, Sha256 image) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(DIGESTS);
    header.put(MAGIC).putInt(VERSION).putInt(Block.SIZE).putLong(digests.imageSize());
    header.put(image.bytes());
    MessageDigest own = Sha256.digest();
    own.update(header.array(), 0, OWN_DIGEST);
    try (FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      long position = DIGESTS;
      for (ByteBuffer some = digests.next(); some.hasRemaining(); some = digests.next()) {
        own.update(some.duplicate());
        position += writeFully(file, some, position);
      }
      byte[] padding = new byte[(int) (-position & (Block.SIZE - 1))];
      own.update(padding);
      writeFully(file, ByteBuffer.wrap(padding), position);
      header.put(own.digest());
      writeFully(file, header.clear(), 0);
    }
    return open(path).orElseThrow(() -> new IOException(path + " changed while it was written"));
  }

  /** Reads a manifest; empty if the file is not there, is none, or is not as it was written. */
  static Optional<Manifest> open(Path path) throws IOException {
    if (!path.toFile().isFile()) {
      return Optional.empty();
    }
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    Optional<Manifest> whole = Optional.empty();
    try {
      whole = whole(file);
      return whole;
    } finally {
      if (whole.isEmpty()) {
        file.close();
      }
    }
  }

  private static Optional<Manifest> whole(FileChannel file) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Block.SIZE);
    if (file.size() < Block.SIZE) {
      return Optional.empty();
    }
    readFully(file, buffer, 0);
    Optional<Header> header = header(buffer);
    if (header.isEmpty() || file.size() != (long) pieceCount(header.get()) * Block.SIZE) {
      return Optional.empty();
    }
    MessageDigest own = Sha256.digest();
    own.update(buffer.array(), 0, OWN_DIGEST);
    own.update(buffer.array(), DIGESTS, Block.SIZE - DIGESTS);
    for (int piece = 1; piece < pieceCount(header.get()); piece++) {
      readFully(file, buffer, (long) piece * Block.SIZE);
      own.update(buffer.array());
    }
    return Sha256.of(own.digest()).equals(header.get().own())
        ? Optional.of(new Manifest(file, header.get().imageSize(), header.get().image()))
        : Optional.empty();
  }

  private record Header(long imageSize, Sha256 image, Sha256 own) {}

  private static Optional<Header> header(ByteBuffer start) {
    byte[] magic = new byte[MAGIC.length];
    start.rewind().get(magic);
    boolean known =
        MessageDigest.isEqual(magic, MAGIC)
            && start.getInt() == VERSION
            && start.getInt() == Block.SIZE;
    long imageSize = start.getLong(16);
    if (!known || imageSize < 0 || imageSize / Block.SIZE > Integer.MAX_VALUE - 1) {
      return Optional.empty();
    }
    return Optional.of(
        new Header(imageSize, digestAt(start, IMAGE_DIGEST), digestAt(start, OWN_DIGEST)));
  }

  private static Sha256 digestAt(ByteBuffer buffer, int offset) {
    byte[] digest = new byte[Block.DIGEST];
    buffer.get(offset, digest);
    return Sha256.of(digest);
  }

  private static int pieceCount(Header header) {
    return pieces(Block.count(header.imageSize()));
  }

  /** The image's size in bytes. */
  long imageSize() {
    return imageSize;
  }

  /** The digest of the image. */
  Sha256 image() {
    return image;
  }

  /** How many blocks the image has. */
  int blocks() {
    return Block.count(imageSize);
  }

  /** How many pieces this manifest has. */
  int pieces() {
    return pieces(blocks());
  }

  /** The digest of one of the image's blocks. */
  byte[] digest(int block) throws IOException {
    return digests(block, 1);
  }

  /** The digests of some of the image's blocks, one behind the other. */
  byte[] digests(int from, int count) throws IOException {
    ByteBuffer digests = ByteBuffer.allocate(count * Block.DIGEST);
    readFully(file, digests, DIGESTS + (long) from * Block.DIGEST);
    return digests.array();
  }

  /** One of this manifest's pieces, which has a block's size. */
  byte[] piece(int piece) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Block.SIZE);
    readFully(file, bytes, (long) piece * Block.SIZE);
    return bytes.array();
  }

  private static void readFully(FileChannel file, ByteBuffer into, long from) throws IOException {
    into.clear();
    while (into.hasRemaining()) {
      if (file.read(into, from + into.position()) < 0) {
        throw new IOException("The manifest ends after " + (from + into.position()) + " bytes");
      }
    }
  }

  private static int writeFully(FileChannel file, ByteBuffer from, long to) throws IOException {
    int start = from.position();
    while (from.hasRemaining()) {
      file.write(from, to + from.position() - start);
    }
    return from.position() - start;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
