package io.github.miragemaven.kernel;

import static io.github.miragemaven.kernel.ElfBuilder.note;
import static io.github.miragemaven.kernel.ElfBuilder.program;
import static io.github.miragemaven.kernel.KernelKind.EXECUTABLE;
import static io.github.miragemaven.kernel.KernelKind.MULTIBOOT;
import static io.github.miragemaven.kernel.KernelKind.SOLO5_GENODE;
import static io.github.miragemaven.kernel.KernelKind.SOLO5_HVT;
import static io.github.miragemaven.kernel.KernelKind.SOLO5_MUEN;
import static io.github.miragemaven.kernel.KernelKind.SOLO5_SPT;
import static io.github.miragemaven.kernel.KernelKind.SOLO5_VIRTIO;
import static io.github.miragemaven.kernel.KernelKind.SOLO5_XEN;
import static io.github.miragemaven.kernel.KernelKind.UNIKRAFT;
import static io.github.miragemaven.kernel.KernelKind.XEN_PV;
import static io.github.miragemaven.kernel.KernelKind.XEN_PVH;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.incremental.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelInspectorTest {

  @TempDir Path directory;

  @Test
  void returnsPathSizeAndDigest() throws Exception {
    Path file = write(SampleKernels.paravirtual());
    assertThat(KernelInspector.inspect(file))
        .isEqualTo(new Kernel(file, XEN_PV, Files.size(file), Sha256.ofFile(file)));
  }

  @Test
  void findsDebugInformation() throws Exception {
    ElfBuilder program = program();
    assertThat(KernelInspector.hasDebugInfo(write(program.bytes()))).isFalse();
    assertThat(
            KernelInspector.hasDebugInfo(
                write(program.section(".debug_info", 1, new byte[9]).bytes())))
        .isTrue();
    assertThat(KernelInspector.hasDebugInfo(write(new byte[] {1, 2, 3}))).isFalse();
  }

  @Test
  void miniOsWithXenNotesIsParavirtual() throws Exception {
    assertThat(kind(SampleKernels.paravirtual())).isEqualTo(XEN_PV);
    assertThat(kind(program().noteSegment(SampleKernels.paravirtualNotes()).bytes()))
        .isEqualTo(XEN_PV);
  }

  @Test
  void miniOsWithTheLegacyGuestSectionIsParavirtual() throws Exception {
    assertThat(kind(SampleKernels.miniOsBefore2016())).isEqualTo(XEN_PV);
  }

  @Test
  void guestForAnotherLoaderIsNotParavirtual() throws Exception {
    assertThat(
            kind(
                program()
                    .noteSection(note("Xen", 5, "xen-3.0"), note("Xen", 8, "special"))
                    .bytes()))
        .isEqualTo(EXECUTABLE);
  }

  @Test
  void guestWithoutHypercallPageIsParavirtualUnlessItHasThePvhEntry() throws Exception {
    ElfBuilder guest = program().noteSection(note("Xen", 5, "xen-3.0"), note("Xen", 8, "generic"));
    assertThat(kind(guest.bytes())).isEqualTo(XEN_PV);
    assertThat(kind(guest.noteSegment(note("Xen", 18, 0x100000)).bytes())).isEqualTo(XEN_PVH);
  }

  @Test
  void kernelWithBothXenEntriesAndNoMultibootHeaderIsParavirtual() throws Exception {
    assertThat(
            kind(
                program()
                    .noteSection(note("Xen", 18, 0x100000))
                    .noteSegment(SampleKernels.paravirtualNotes())
                    .bytes()))
        .isEqualTo(XEN_PV);
  }

  @Test
  void solo5XenHasThePvhEntryAndAMultibootHeader() throws Exception {
    assertThat(kind(SampleKernels.solo5Xen())).isEqualTo(SOLO5_XEN);
    assertThat(kind(program().noteSection(note("Xen", 18, 0x100000)).multibootAt(4096).bytes()))
        .isEqualTo(SOLO5_XEN);
  }

  @Test
  void solo5XenWithoutMultibootHeaderIsXenPvh() throws Exception {
    assertThat(kind(SampleKernels.solo5XenBeforeMultiboot())).isEqualTo(XEN_PVH);
    assertThat(kind(program().noteSection(note("Xen", 18, 0x100000)).bytes())).isEqualTo(XEN_PVH);
  }

  @Test
  void solo5TargetIsReadFromTheAbiNote() throws Exception {
    assertThat(kind(SampleKernels.solo5(1))).isEqualTo(SOLO5_HVT);
    assertThat(kind(SampleKernels.solo5(2))).isEqualTo(SOLO5_SPT);
    assertThat(kind(SampleKernels.solo5Virtio())).isEqualTo(SOLO5_VIRTIO);
    assertThat(kind(SampleKernels.solo5(4))).isEqualTo(SOLO5_MUEN);
    assertThat(kind(SampleKernels.solo5(5))).isEqualTo(SOLO5_GENODE);
  }

  @Test
  void unikraftIsIdentifiedByItsSection() throws Exception {
    assertThat(kind(SampleKernels.unikraft())).isEqualTo(UNIKRAFT);
  }

  @Test
  void kernelWithOnlyAMultibootHeaderIsMultiboot() throws Exception {
    assertThat(kind(SampleKernels.multiboot())).isEqualTo(MULTIBOOT);
    assertThat(kind(SampleKernels.multiboot32())).isEqualTo(MULTIBOOT);
  }

  @Test
  void multibootHeaderMustBeAlignedWithinEightKibibytesWithAValidChecksum() throws Exception {
    assertThat(kind(program().multibootAt(8192 - 12).bytes())).isEqualTo(MULTIBOOT);
    assertThat(kind(program().multibootAt(8192 - 8).bytes())).isEqualTo(EXECUTABLE);
    assertThat(kind(program().multibootAt(4098).bytes())).isEqualTo(EXECUTABLE);
    byte[] wrongChecksum = SampleKernels.multiboot();
    wrongChecksum[4096 + 8]++;
    assertThat(kind(wrongChecksum)).isEqualTo(EXECUTABLE);
  }

  @Test
  void unmarkedFileIsAProgram() throws Exception {
    assertThat(kind(program().bytes())).isEqualTo(EXECUTABLE);
    assertThat(kind(program().section(".text", 1, new byte[9]).bytes())).isEqualTo(EXECUTABLE);
    assertThat(
            kind(
                program()
                    .type(ElfHeader.ET_DYN)
                    .segment(
                        ElfSegment.PT_INTERP,
                        "/lib64/ld-linux-x86-64.so.2\0".getBytes(StandardCharsets.US_ASCII))
                    .bytes()))
        .isEqualTo(EXECUTABLE);
  }

  @Test
  void ignoresNotesOfOtherOwnersAndTruncatedNotes() throws Exception {
    byte[] tooFar = note("Xen", 18, 1);
    tooFar[4] = 127;
    assertThat(
            kind(
                program()
                    .noteSection(note("GNU", 18, 1), note("A name that goes on and on", 18, 1))
                    .noteSegment(new byte[11])
                    .noteSegment(tooFar)
                    .bytes()))
        .isEqualTo(EXECUTABLE);
  }

  private KernelKind kind(byte[] content) throws IOException, KernelException {
    return KernelInspector.inspect(write(content)).kind();
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(directory.resolve("kernel"), content);
  }
}
