package io.github.miragemaven.snapshot;

import io.github.miragemaven.incremental.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The digests of an image's blocks. It is stored in a file, and in the last blocks of the image's
 * snapshot. It is not kept in memory, as that of a 1 TiB image has 64 MiB.
 *
 * <p>The format, with numbers in big-endian order:
 *
 * <pre>
 *   0  8 bytes   "MIRAGEMF"
 *   8  int       the version of the format, 1
 *  12  int       the block size, 524288
 *  16  long      the image's size in bytes
 *  24  32 bytes  the SHA-256 of the image
 *  56  32 bytes  the SHA-256 of bytes 0 to 55 and everything from byte 96 on
 *  88  8 bytes   zeros
 *  96  32 bytes  the SHA-256 of each block in turn
 * </pre>
 *
 * padded with zeros to whole blocks, which are called its pieces.
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

  /** Returns the number of pieces of the manifest for a number of blocks. */
  static int pieces(int blocks) {
    return Block.count(DIGESTS + (long) blocks * Block.DIGEST_SIZE);
  }

  /** Reads the number of pieces from the first one; empty if that is not valid. */
  static Optional<Integer> pieces(byte[] firstPiece) {
    return header(ByteBuffer.wrap(firstPiece)).map(Manifest::pieceCount);
  }

  /**
   * Writes a manifest.
   *
   * @param path the file to create or replace
   */
  static void write(Path path, BlockDigests digests, Sha256 image) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(DIGESTS);
    header.put(MAGIC).putInt(VERSION).putInt(Block.SIZE).putLong(digests.imageSize());
    header.put(image.bytes());
    MessageDigest own = Sha256.digest();
    own.update(header.array(), 0, OWN_DIGEST);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(0);
      file.seek(DIGESTS);
      for (byte[] batch = digests.next(); batch.length > 0; batch = digests.next()) {
        own.update(batch);
        file.write(batch);
      }
      byte[] padding = new byte[(int) (-file.getFilePointer() & (Block.SIZE - 1))];
      own.update(padding);
      file.write(padding);
      header.put(own.digest());
      file.seek(0);
      file.write(header.array());
    }
  }

  /** Opens a manifest; empty if the file does not exist or is not valid. */
  static Optional<Manifest> open(Path path) throws IOException {
    if (!path.toFile().isFile()) {
      return Optional.empty();
    }
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    Optional<Manifest> valid = Optional.empty();
    try {
      valid = validate(file);
      return valid;
    } finally {
      if (valid.isEmpty()) {
        file.close();
      }
    }
  }

  private static Optional<Manifest> validate(FileChannel file) throws IOException {
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
    boolean supported =
        MessageDigest.isEqual(magic, MAGIC)
            && start.getInt() == VERSION
            && start.getInt() == Block.SIZE;
    long imageSize = start.getLong(16);
    if (!supported || imageSize < 0 || imageSize / Block.SIZE > Integer.MAX_VALUE - 1) {
      return Optional.empty();
    }
    return Optional.of(
        new Header(imageSize, digestAt(start, IMAGE_DIGEST), digestAt(start, OWN_DIGEST)));
  }

  private static Sha256 digestAt(ByteBuffer buffer, int offset) {
    byte[] digest = new byte[Block.DIGEST_SIZE];
    buffer.get(offset, digest);
    return Sha256.of(digest);
  }

  private static int pieceCount(Header header) {
    return pieces(Block.count(header.imageSize()));
  }

  /** Returns the image's size in bytes. */
  long imageSize() {
    return imageSize;
  }

  /** Returns the digest of the image. */
  Sha256 image() {
    return image;
  }

  /** Returns the number of the image's blocks. */
  int blocks() {
    return Block.count(imageSize);
  }

  /** Returns the number of this manifest's pieces. */
  int pieces() {
    return pieces(blocks());
  }

  /** Reads the digest of a block. */
  byte[] digest(int block) throws IOException {
    ByteBuffer digest = ByteBuffer.allocate(Block.DIGEST_SIZE);
    readFully(file, digest, DIGESTS + (long) block * Block.DIGEST_SIZE);
    return digest.array();
  }

  /** Reads a piece, which has the size of a block. */
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

  @Override
  public void close() throws IOException {
    file.close();
  }
}
