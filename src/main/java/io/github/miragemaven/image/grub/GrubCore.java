package io.github.miragemaven.image.grub;

import io.github.miragemaven.incremental.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;

/**
 * The boot sector and the core image of GRUB 2 for BIOS machines, as {@code grub-mkimage -O
 * i386-pc} makes it (GRUB 2, util/mkimage.c and include/grub/kernel.h).
 *
 * <p>The core image consists of {@code diskboot.img}, which loads the sectors after it; {@code
 * lzma_decompress.img}, which decompresses the rest; and, compressed as raw LZMA, GRUB's kernel
 * with its modules, the embedded configuration and the prefix, which is the directory of {@code
 * grub.cfg}. It must be placed directly after the boot sector, where {@code boot.img} and {@code
 * diskboot.img} expect it without patching.
 */
public final class GrubCore {

  private static final int SECTOR = 512;

  /** The modules to read {@code grub.cfg} from an ext2 partition and start a Multiboot kernel. */
  private static final List<String> MODULES =
      List.of(
          "biosdisk",
          "part_msdos",
          "ext2",
          "gzio",
          "serial",
          "terminal",
          "normal",
          "echo",
          "iorw",
          "multiboot");

  /** The embedded configuration, which adds the serial port to the console. */
  private static final String EMBEDDED_CONFIG =
      """
      serial --unit=0 --speed=115200
      terminal_input console serial
      terminal_output console serial
      """;

  /** The directory of {@code grub.cfg} on the first partition of the boot disk. */
  private static final String PREFIX = "(,msdos1)" + GrubConfig.DIRECTORY;

  /** struct grub_module_info32: magic, offset of the first module, total size. */
  private static final int MODULE_MAGIC = 0x676d696d;

  private static final int MODULE_INFO = 12;

  /** struct grub_module_header: type, size including this header. */
  private static final int MODULE_HEADER = 8;

  private static final int OBJ_TYPE_ELF = 0;
  private static final int OBJ_TYPE_CONFIG = 2;
  private static final int OBJ_TYPE_PREFIX = 3;

  /** GRUB_DECOMPRESSOR_I386_PC_COMPRESSED_SIZE and _UNCOMPRESSED_SIZE (include/grub/offsets.h). */
  private static final int COMPRESSED_SIZE = 0x08;

  private static final int UNCOMPRESSED_SIZE = 0x0c;

  /** The offset of the number of sectors in the block list of diskboot.img. */
  private static final int BLOCK_LIST_LENGTH = SECTOR - 4;

  /** A larger image would overwrite the BIOS data in conventional memory. */
  private static final int MAXIMUM_SIZE = 0x78000 - GrubKernel.LINK_ADDRESS;

  private static final int LZMA_DICTIONARY = 1 << 16;

  private final GrubParts parts;
  private final byte[] bootSector;
  private final byte[] loader;
  private final byte[] unpacker;
  private final byte[] unpacked;

  private GrubCore(GrubParts parts) throws GrubException, IOException {
    this.parts = parts;
    this.bootSector = sector("boot.img");
    this.loader = sector("diskboot.img");
    this.unpacker = parts.part("lzma_decompress.img");
    this.unpacked = unpacked();
    if (unpacker.length < UNCOMPRESSED_SIZE + Integer.BYTES) {
      throw GrubException.damaged("lzma_decompress.img", parts.origin(), "it is too short");
    }
  }

  /** Builds the boot sector and the core image from GRUB's files. */
  public static GrubCore of(GrubParts parts) throws GrubException, IOException {
    return new GrubCore(parts);
  }

  private byte[] sector(String part) throws GrubException, IOException {
    byte[] bytes = parts.part(part);
    if (bytes.length != SECTOR) {
      throw GrubException.damaged(part, parts.origin(), "it is not one sector long");
    }
    return bytes;
  }

  /** A digest of all that the boot sector and the core image are made of. */
  public Sha256 digest() {
    MessageDigest all = Sha256.digest();
    Stream.of(bootSector, loader, unpacker, unpacked).forEach(all::update);
    return Sha256.of(all.digest());
  }

  /** Returns the boot sector, with space for a partition table. */
  public byte[] bootSector() {
    return bootSector.clone();
  }

  /** Returns the core image in whole sectors, to be placed directly after the boot sector. */
  public byte[] image() throws GrubException, IOException {
    byte[] packed = lzma(unpacked);
    int size = unpacker.length + packed.length;
    if (size > MAXIMUM_SIZE) {
      throw GrubException.damaged("kernel.img", parts.origin(), "with its modules it is too large");
    }
    int sectors = (size + SECTOR - 1) / SECTOR;
    return ByteBuffer.allocate(SECTOR + sectors * SECTOR)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(loader)
        .put(unpacker)
        .put(packed)
        .putShort(BLOCK_LIST_LENGTH, (short) sectors)
        .putInt(SECTOR + COMPRESSED_SIZE, packed.length)
        .putInt(SECTOR + UNCOMPRESSED_SIZE, unpacked.length)
        .array();
  }

  /**
   * Returns GRUB's kernel followed by a list of objects: modules, embedded configuration, prefix.
   */
  private byte[] unpacked() throws GrubException, IOException {
    ByteArrayOutputStream objects = new ByteArrayOutputStream();
    for (String module : GrubModules.withDependencies(parts, MODULES)) {
      object(objects, OBJ_TYPE_ELF, parts.module(module));
    }
    object(objects, OBJ_TYPE_CONFIG, text(EMBEDDED_CONFIG));
    object(objects, OBJ_TYPE_PREFIX, text(PREFIX));
    byte[] kernel = GrubKernel.loaded(parts, "kernel.img");
    return ByteBuffer.allocate(kernel.length + MODULE_INFO + objects.size())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(kernel)
        .putInt(MODULE_MAGIC)
        .putInt(MODULE_INFO)
        .putInt(MODULE_INFO + objects.size())
        .put(objects.toByteArray())
        .array();
  }

  private static void object(ByteArrayOutputStream objects, int type, byte[] content) {
    int padded = (content.length + Integer.BYTES - 1) / Integer.BYTES * Integer.BYTES;
    objects.writeBytes(
        ByteBuffer.allocate(MODULE_HEADER + padded)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(type)
            .putInt(MODULE_HEADER + padded)
            .put(content)
            .array());
  }

  private static byte[] text(String text) {
    return (text + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  /** Compresses to raw LZMA with lc=3, lp=0, pb=2, which are constants of the decompressor. */
  private static byte[] lzma(byte[] content) throws IOException {
    LZMA2Options options = new LZMA2Options();
    options.setDictSize(LZMA_DICTIONARY);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (LZMAOutputStream lzma = new LZMAOutputStream(packed, options, false)) {
      lzma.write(content);
    }
    return packed.toByteArray();
  }
}
