package io.github.miragemaven.kernel;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/**
 * What a file is that is not ELF, as far as its first bytes tell.
 *
 * @param verdict the end of the sentence "The kernel FILE …"
 * @param advice what to do next, a sentence
 */
record NotElf(String verdict, String advice) {

  /** How many of the file's first bytes are worth looking at. */
  static final int PREFIX = 2048;

  private static final String UNPACK =
      "Give <kernel> (-Dmirage.kernel=…) the kernel itself, unpacked; packing is the image's work.";
  private static final String KERNEL_ITSELF =
      "Give <kernel> (-Dmirage.kernel=…) the kernel itself: the ELF file that MirageOS builds.";
  private static final String X86_64 =
      "Give <kernel> (-Dmirage.kernel=…) one that was built for x86_64.";
  private static final String XEN_TARGET =
      "Set <target>xen</target> (-Dmirage.target=xen) to build a kernel that boots on EC2.";

  /** The bytes that files of a kind have at an offset. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Signature(int offset, byte[] magic, NotElf file) {

    Signature(int offset, String hex, String verdict, String advice) {
      this(offset, HexFormat.of().parseHex(hex), new NotElf(verdict, advice));
    }

    boolean fits(ByteBuffer start) {
      return start.limit() >= offset + magic.length
          && start.slice(offset, magic.length).equals(ByteBuffer.wrap(magic));
    }
  }

  /** From file(1)'s magic; what other kinds contain too comes after them. */
  private static final List<Signature> SIGNATURES =
      List.of(
          new Signature(0, "1f8b", "is gzipped.", UNPACK),
          new Signature(0, "425a68", "is packed by bzip2.", UNPACK),
          new Signature(0, "fd377a585a00", "is packed by xz.", UNPACK),
          new Signature(0, "28b52ffd", "is packed by zstd.", UNPACK),
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

  /** Recognises a file by its first {@value #PREFIX} bytes, or all of them if it has fewer. */
  static NotElf of(ByteBuffer start) {
    return SIGNATURES.stream()
        .filter(signature -> signature.fits(start))
        .findFirst()
        .map(Signature::file)
        .orElse(UNKNOWN);
  }
}
