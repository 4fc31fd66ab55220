package io.github.miragemaven.kernel;

import static io.github.miragemaven.kernel.ElfBuilder.note;
import static io.github.miragemaven.kernel.ElfBuilder.program;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Checks that arbitrary files are identified or rejected with bounded memory. */
class HostileKernelsTest {

  /** The bytes that an inspection may allocate: the header tables at their maximum sizes. */
  private static final long MEMORY = 64L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Path file;

  @BeforeContainer
  static void makeFile() throws IOException {
    file = Files.createTempFile("hostile", ".elf");
  }

  @AfterContainer
  static void deleteFile() throws IOException {
    Files.delete(file);
  }

  @Property(tries = 2000)
  void anyBytes(@ForAll @Size(max = 600) byte[] content) throws IOException {
    isToldApartOrRefused(content);
  }

  @Property(tries = 3000)
  void anyBytesBehindAnElfIdentification(
      @ForAll @Size(max = 600) byte[] content, @ForAll @IntRange(min = 1, max = 2) int elfClass)
      throws IOException {
    byte[] ident = {0x7f, 'E', 'L', 'F', (byte) elfClass, 1, 1};
    byte[] elf = Arrays.copyOf(ident, 16 + content.length);
    System.arraycopy(content, 0, elf, 16, content.length);
    isToldApartOrRefused(elf);
  }

  @Property(tries = 10_000)
  void kernelsWithChangedBytes(
      @ForAll("samples") byte[] sample, @ForAll("changes") @Size(min = 1, max = 8) List<Change> all)
      throws IOException {
    byte[] kernel = sample.clone();
    all.forEach(change -> change.applyTo(kernel));
    isToldApartOrRefused(kernel);
  }

  @Property(tries = 3000)
  void kernelsCutOff(@ForAll("samples") byte[] sample, @ForAll @IntRange(max = 9999) int share)
      throws IOException {
    isToldApartOrRefused(Arrays.copyOf(sample, (int) ((long) sample.length * share / 10_000)));
  }

  @Example
  void maximumNumbersOfSectionsAndSegments() throws IOException {
    byte[] notes = new byte[12];
    ElfBuilder builder = program();
    for (int i = 0; i < 0xff00 - 3; i++) {
      builder.section("", i % 2 == 0 ? ElfSection.SHT_NOTE : 1, i == 0 ? notes : new byte[0]);
    }
    for (int i = 0; i < 0xffff - 2; i++) {
      builder.segment(ElfSegment.PT_NOTE, new byte[0]);
    }
    byte[] kernel = builder.bytes();
    assertThat(kernel).hasSizeGreaterThan(7 << 20);
    assertThat(isToldApartOrRefused(kernel)).isEqualTo("EXECUTABLE");
  }

  @Example
  void noteOfFourGigabytesAndManyEmptyOnesAfterIt() throws IOException {
    byte[] kernel = program().noteSegment(note("Xen", 5, "xen-3.0")).bytes();
    ByteBuffer fields = ByteBuffer.wrap(kernel).order(ByteOrder.LITTLE_ENDIAN);
    int noteSegment = 64 + 56;
    fields.putLong(noteSegment + 32, 5L << 30);
    fields.putInt((int) fields.getLong(noteSegment + 8) + 4, -1);
    write(kernel, 6L << 30);
    try (KernelFile hostile = KernelFile.open(file)) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      assertThatThrownBy(() -> ElfNotes.of(hostile, ElfFile.read(hostile)))
          .isInstanceOf(KernelException.class)
          .hasMessageContaining("more than 4096 notes");
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MEMORY);
    }
  }

  /** Inspects a kernel; any exception other than a rejection fails the test. */
  private String isToldApartOrRefused(byte[] content) throws IOException {
    write(content, content.length);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    String outcome;
    try {
      outcome = KernelInspector.inspect(file).kind().name();
    } catch (KernelException refused) {
      outcome = refused.getMessage();
      assertThat(outcome.lines()).hasSizeBetween(2, 3);
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MEMORY);
    return outcome;
  }

  /** Reuses one file, since creating and deleting files takes longer than the test. */
  private static void write(byte[] content, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(content), 0);
      channel.truncate(size);
      if (channel.size() < size) {
        channel.write(ByteBuffer.allocate(1), size - 1);
      }
    }
  }

  /**
   * A number that overwrites bytes of a kernel.
   *
   * @param place the position, in ten-thousandths of the file
   * @param inHeaders whether {@code place} is in the first 256 bytes instead
   * @param bytes the size of the number in bytes, 1 to 8
   */
  record Change(int place, boolean inHeaders, int bytes, long value) {

    void applyTo(byte[] kernel) {
      int range = Math.min(kernel.length, inHeaders ? 256 : Integer.MAX_VALUE);
      int at = (int) ((long) range * place / 10_000);
      for (int i = 0; i < bytes && at + i < kernel.length; i++) {
        kernel[at + i] = (byte) (value >>> (8 * i));
      }
    }
  }

  @Provide
  Arbitrary<byte[]> samples() {
    return Arbitraries.of(SampleKernels.all());
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    Arbitrary<Long> extremes =
        Arbitraries.of(
            0L, 1L, 0xfeffL, 0xff00L, 0xffffL, 1L << 31, -1L, 1L << 63, Long.MAX_VALUE, 1L << 62);
    return Combinators.combine(
            Arbitraries.integers().between(0, 9999),
            Arbitraries.of(true, false),
            Arbitraries.of(1, 2, 4, 8),
            Arbitraries.oneOf(extremes, Arbitraries.longs()))
        .as(Change::new)
        .list();
  }
}
