package io.github.miragemaven.kernel;

import static io.github.miragemaven.kernel.ElfBuilder.note;
import static io.github.miragemaven.kernel.ElfBuilder.program;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.miragemaven.incremental.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelRefusalTest {

  private static final String WITHOUT_IMAGE =
      "\nTo build such a kernel without an image, set -Dmirage.image.skip.";

  private static final int E_PHOFF = 32;
  private static final int E_SHOFF = 40;
  private static final int E_PHNUM = 56;
  private static final int E_SHNUM = 60;
  private static final int FIRST_P_FILESZ = 64 + 32;

  @TempDir Path directory;

  @Test
  void rejectsAMissingFile() {
    assertThat(refusal(directory.resolve("dist/blog.xen")))
        .isEqualTo(
            "The kernel "
                + directory.resolve("dist/blog.xen")
                + " does not exist.\n"
                + "Set <kernel> (-Dmirage.kernel=…) to the ELF file that MirageOS builds, or remove"
                + " it to build one.");
  }

  @Test
  void rejectsADirectory() {
    assertThat(refusal(directory)).contains(" is a directory, not a file.\n");
  }

  @Test
  void rejectsADevice() {
    assertThat(refusal(Path.of("/dev/null"))).contains(" is a device or a pipe, not a file.\n");
  }

  @Test
  void rejectsAnEmptyFile() {
    assertThat(refusal(new byte[0])).contains(" is an empty file.\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1f8b0800, is compressed with gzip.",
    "0, 425a6839, is compressed with bzip2.",
    "0, fd377a585a00, is compressed with xz.",
    "0, 28b52ffd, is compressed with zstd.",
    "0, 504b0304, is a zip archive.",
    "0, 23212f62696e2f7368, is a script.",
    "0, cffaedfe, 'is a Mach-O program, which only macOS runs.'",
    "0, cafebabe, 'is a Mach-O program, which only macOS runs.'",
    "56, 41524d64, is a raw 64-bit ARM (arm64) image.",
    "36, 18286f01, is a raw 32-bit ARM (zImage) image.",
    "514, 48647253, is a Linux kernel (bzImage).",
    "0, 4d5a9000, is a Windows or EFI program.",
    "1080, 53ef, is the image of an ext file system.",
    "510, 55aa, is the image of a partitioned disk.",
    "0, 68656c6c6f, is not an ELF file.",
    "0, 7f, is not an ELF file.",
    "0, 7f454c, is not an ELF file."
  })
  void saysWhatAFileThatIsNotElfSeemsToBe(int offset, String hex, String verdict) {
    byte[] magic = HexFormat.of().parseHex(hex);
    byte[] file = new byte[offset + magic.length];
    System.arraycopy(magic, 0, file, offset, magic.length);
    assertThat(refusal(file)).contains(" " + verdict + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "183, 64-bit ARM (aarch64)",
    "243, RISC-V",
    "258, LoongArch",
    "40, 32-bit ARM",
    "4711, another machine (ELF e_machine 4711)"
  })
  void namesTheArchitectureThatIsWrong(int machine, String name) {
    assertThat(refusal(program().machine(machine).bytes()))
        .contains(" is for " + name + "; only 64-bit x86 (x86_64) kernels are supported.\n");
  }

  @Test
  void namesABigEndianArchitecture() {
    assertThat(refusal(program().machine(22).bigEndian().bytes())).contains("IBM S/390 (s390x)");
  }

  @Test
  void rejects32BitKernelsWithoutMultibootHeader() {
    assertThat(refusal(program().bits32().noteSection(SampleKernels.paravirtualNotes()).bytes()))
        .contains(" is for 32-bit x86 (i386); ");
    assertThat(refusal(program().bits32().machine(ElfHeader.EM_X86_64).bytes()))
        .contains(" is for x86_64 with 32-bit pointers (x32); ");
  }

  @Test
  void rejectsElfFilesOtherThanPrograms() {
    assertThat(refusal(program().type(ElfHeader.ET_REL).bytes())).contains(" is an object file");
    assertThat(refusal(program().type(ElfHeader.ET_CORE).bytes())).contains(" is the core dump");
    assertThat(refusal(program().type(ElfHeader.ET_DYN).bytes())).contains(" is a shared library");
  }

  @Test
  void rejectsAnUnknownSolo5Target() {
    assertThat(refusal(SampleKernels.solo5(7))).contains("(abi_target 7)");
    assertThat(refusal(SampleKernels.solo5(-1))).contains("(abi_target 4294967295)");
  }

  @Test
  void rejectsAllTruncationsOfAKernel() throws IOException {
    Path file = Files.write(directory.resolve("kernel"), SampleKernels.paravirtual());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long length = channel.size() - 1; length >= 4; length--) {
        channel.truncate(length);
        assertThat(refusal(file))
            .contains(" is truncated: ")
            .contains(" is not within its " + length + " bytes.\n");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 20, 1L << 31, 1L << 32, 1L << 63, -1, -56, Long.MAX_VALUE})
  void refusesOffsetsAndSizesThatLeadOutOfTheFile(long value) {
    for (int field : new int[] {E_PHOFF, E_SHOFF, FIRST_P_FILESZ}) {
      byte[] file = SampleKernels.paravirtual();
      little(file).putLong(field, value);
      assertThat(refusal(file)).contains(" is truncated: ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "4, 9, EI_CLASS is 9",
    "5, 9, EI_DATA is 9",
    "5, 2, is for another machine",
    "6, 9, EI_VERSION is 9",
    "16, 9, e_type is 9",
    "20, 9, e_version is 9",
    "54, 9, e_phentsize is 9",
    "58, 9, e_shentsize is 9"
  })
  void saysWhichFieldOfTheHeaderIsDamaged(int offset, byte value, String why) {
    byte[] file = SampleKernels.paravirtual();
    file[offset] = value;
    assertThat(refusal(file)).contains(why);
  }

  @Test
  void rejectsExtendedNumbering() {
    byte[] noSegments = SampleKernels.paravirtual();
    little(noSegments).putShort(E_PHNUM, (short) 0);
    assertThat(refusal(noSegments)).contains("e_phnum is 0");
    byte[] segments = SampleKernels.paravirtual();
    little(segments).putShort(E_PHNUM, (short) 0xffff);
    assertThat(refusal(segments)).contains("e_phnum is 65535");
    byte[] sections = SampleKernels.paravirtual();
    little(sections).putShort(E_SHNUM, (short) 0xff00);
    assertThat(refusal(sections)).contains("e_shnum is 65280");
  }

  @Test
  void rejectsAFileWithoutLoadableSegments() {
    assertThat(refusal(new ElfBuilder().noteSegment(note("Xen", 5, "xen-3.0")).bytes()))
        .contains(" is damaged: it has no loadable segment.\n");
  }

  @Test
  void rejectsTooManyNotes() {
    byte[][] notes = Collections.nCopies(4097, note("Xen", 5, "xen-3.0")).toArray(byte[][]::new);
    assertThat(refusal(program().noteSection(notes).bytes()))
        .contains(" is damaged: it has more than 4096 notes.\n");
  }

  @Test
  void rejectionForEc2TellsTheNextStep() {
    assertThat(notOnEc2(KernelKind.SOLO5_HVT))
        .isEqualTo(
            "The kernel dist/blog is a Solo5 hvt kernel, which EC2 cannot boot.\n"
                + "Set <target>xen</target> (-Dmirage.target=xen) for EC2, or run it here with"
                + " mvn compile mirage:run."
                + WITHOUT_IMAGE);
    assertThat(notOnEc2(KernelKind.SOLO5_SPT))
        .endsWith(", or run it here with mvn compile mirage:run." + WITHOUT_IMAGE);
    assertThat(notOnEc2(KernelKind.EXECUTABLE))
        .startsWith("The kernel dist/blog is a Unix program, which EC2 cannot boot.\n")
        .endsWith(", or run it here with mvn compile mirage:run." + WITHOUT_IMAGE);
    assertThat(notOnEc2(KernelKind.SOLO5_MUEN))
        .endsWith("(-Dmirage.target=xen) for EC2." + WITHOUT_IMAGE);
    assertThat(notOnEc2(KernelKind.MULTIBOOT)).contains(", which is not known to boot on EC2.\n");
    assertThat(notOnEc2(KernelKind.XEN_PVH)).contains("\nBuild it with Solo5 0.6.8 or newer: ");
  }

  private static String notOnEc2(KernelKind kind) {
    return KernelException.notOnEc2(new Kernel(Path.of("dist/blog"), kind, 1, Sha256.of("")))
        .getMessage();
  }

  private String refusal(byte[] content) {
    try {
      return refusal(Files.write(directory.resolve("kernel"), content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String refusal(Path file) {
    String message =
        catchThrowableOfType(KernelException.class, () -> KernelInspector.inspect(file))
            .getMessage();
    assertThat(message).startsWith("The kernel " + file + " ").endsWith(".");
    assertThat(message.lines()).hasSizeBetween(2, 3);
    return message;
  }

  private static ByteBuffer little(byte[] file) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }
}
