package io.github.miragemaven.kernel;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/**
 * A file that is not ELF, identified by its first bytes.
 *
 * @param verdict the predicate of the sentence "The kernel FILE …"
 * @param advice the next thing to do, as a sentence
 */
record NotElf(String verdict, String advice) {

  /** The number of bytes that are inspected. */
  static final int PREFIX = 2048;

  private static final String UNPACK =
      "Set <kernel> (-Dmirage.kernel=…) to the uncompressed kernel; mirage:image compresses it.";
  private static final String KERNEL_ITSELF =
      "Set <kernel> (-Dmirage.kernel=…) to the kernel itself: the ELF file that MirageOS builds.";
  private static final String X86_64 =
      "Set <kernel> (-Dmirage.kernel=…) to one that was built for x86_64.";
  private static final String XEN_TARGET =
      "Set <target>xen</target> (-Dmirage.target=xen) to build a kernel that boots on EC2.";

  /** The magic number of a kind of file. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Signature(int offset, byte[] magic, NotElf file) {

    Signature(int offset, String hex, String verdict, String advice) {
      this(offset, HexFormat.of().parseHex(hex), new NotElf(verdict, advice));
    }

    boolean matches(ByteBuffer start) {
      return start.limit() >= offset + magic.length
          && start.slice(offset, magic.length).equals(ByteBuffer.wrap(magic));
    }
  }

  /** Taken from the magic of file(1), more specific signatures first. */
  private static final List<Signature> SIGNATURES =
      List.of(
          new Signature(0, "1f8b", "is compressed with gzip.", UNPACK),
          new Signature(0, "425a68", "is compressed with bzip2.", UNPACK),
          new Signature(0, "fd377a585a00", "is compressed with xz.", UNPACK),
          new Signature(0, "28b52ffd", "is compressed with zstd.", UNPACK),
          new Signature(0, "504b0304", "is a zip archive.", UNPACK),
          new Signature(0, "2321", "is a script.", KERNEL_ITSELF),
          new Signature(0, "cffaedfe", "is a Mach-O program, which only macOS runs.", XEN_TARGET),
          new Signature(0, "cefaedfe", "is a Mach-O program, which only macOS runs.", XEN_TARGET),
          new Signature(0, "cafebabe", "is a Mach-O program, which only macOS runs.", XEN_TARGET),
          new Signature(56, "41524d64", "is a raw 64-bit ARM (arm64) image.", X86_64),
          new Signature(36, "18286f01", "is a raw 32-bit ARM (zImage) image.", X86_64),
          new Signature(0x202, "48647253", "is a Linux kernel (bzImage).", KERNEL_ITSELF),
          new Signature(0, "4d5a", "is a Windows or EFI program.", KERNEL_ITSELF),
          new Signature(1080, "53ef", "is the image of an ext file system.", KERNEL_ITSELF),
          new Signature(510, "55aa", "is the image of a partitioned disk.", KERNEL_ITSELF));

  private static final NotElf UNKNOWN = new NotElf("is not an ELF file.", KERNEL_ITSELF);

  /** Identifies a file by its first {@value #PREFIX} bytes, or all of them if it is shorter. */
  static NotElf of(ByteBuffer start) {
    return SIGNATURES.stream()
        .filter(signature -> signature.matches(start))
        .findFirst()
        .map(Signature::file)
        .orElse(UNKNOWN);
  }
}
