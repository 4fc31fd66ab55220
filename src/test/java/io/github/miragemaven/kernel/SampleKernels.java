package io.github.miragemaven.kernel;

import static io.github.miragemaven.kernel.ElfBuilder.note;
import static io.github.miragemaven.kernel.ElfBuilder.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Kernels of all kinds, with the notes and headers of real ones. */
final class SampleKernels {

  private static final int ABI1 = 0x31494241;
  private static final int MFT1 = 0x3154464d;

  private SampleKernels() {}

  /** Returns a kernel of each kind and the test kernels. */
  static List<byte[]> all() {
    return List.of(
        paravirtual(),
        miniOsBefore2016(),
        solo5Xen(),
        solo5XenBeforeMultiboot(),
        solo5(1),
        solo5Virtio(),
        multiboot(),
        multiboot32(),
        unikraft(),
        program().bytes(),
        tiny("xen-pv.elf"),
        tiny("multiboot.elf"),
        tiny("xen-hvm.elf"),
        tiny("http.elf"));
  }

  /** Returns the kernel with this name that is built from {@code src/test/kernels}. */
  static byte[] tiny(String name) {
    try (InputStream in = SampleKernels.class.getResourceAsStream("/kernels/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] paravirtual() {
    return program().noteSection(paravirtualNotes()).bytes();
  }

  static byte[][] paravirtualNotes() {
    return new byte[][] {
      note("Xen", 6, "Mini-OS-x86_64"),
      note("Xen", 8, "generic"),
      note("Xen", 2, 0x2000, 0),
      note("Xen", 5, "xen-3.0")
    };
  }

  static byte[] miniOsBefore2016() {
    return program()
        .section(".text", 1, new byte[] {1, 2, 3})
        .section(
            "__xen_guest",
            1,
            "GUEST_OS=Mini-OS,XEN_VER=xen-3.0,VIRT_BASE=0x0,HYPERCALL_PAGE=0x2,LOADER=generic\0"
                .getBytes(StandardCharsets.US_ASCII))
        .bytes();
  }

  static byte[] solo5Xen() {
    return program()
        .noteSection(abi(6), manifest())
        .section(".note.solo5.xen", ElfSection.SHT_NOTE, note("Xen", 18, 0x100020))
        .multibootAt(4096)
        .bytes();
  }

  static byte[] solo5XenBeforeMultiboot() {
    return program().noteSection(abi(6), note("Xen", 18, 0x100020)).bytes();
  }

  static byte[] solo5Virtio() {
    return program().noteSegment(abi(3), manifest()).multibootAt(4128).bytes();
  }

  static byte[] solo5(int abiTarget) {
    return program()
        .segment(ElfSegment.PT_INTERP, "/nonexistent/solo5/\0".getBytes(StandardCharsets.US_ASCII))
        .noteSegment(note("OpenBSD", 1, 0), abi(abiTarget), manifest())
        .bytes();
  }

  static byte[] multiboot() {
    return program().multibootAt(4096).bytes();
  }

  static byte[] multiboot32() {
    return program().bits32().multibootAt(4096).bytes();
  }

  static byte[] unikraft() {
    return program().section(".uk_bootinfo", 1, new byte[64]).bytes();
  }

  private static byte[] abi(int target) {
    return note("Solo5", ABI1, target, 2, 0, 0);
  }

  private static byte[] manifest() {
    return note("Solo5", MFT1, new byte[248]);
  }
}
