package io.github.miragemaven.kernel;

import io.github.miragemaven.incremental.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/** Determines the kind of a kernel from its ELF file. */
public final class KernelInspector {

  /** The section that Unikraft's build adds to its kernels (mkbootinfo.py). */
  private static final String UNIKRAFT_SECTION = ".uk_bootinfo";

  private final KernelFile file;
  private final ElfFile elf;
  private final boolean multiboot;

  private KernelInspector(KernelFile file) throws IOException, KernelException {
    this.file = file;
    this.elf = ElfFile.read(file);
    this.multiboot = MultibootHeader.isIn(file);
  }

  /**
   * Determines a kernel's kind, size and digest.
   *
   * @throws KernelException if the file is not a kernel that runs on 64-bit x86
   * @throws IOException if the file cannot be read
   */
  public static Kernel inspect(Path path) throws KernelException, IOException {
    requireFile(path);
    KernelKind kind;
    long size;
    try (KernelFile file = KernelFile.open(path)) {
      size = file.size();
      requireElf(file);
      kind = new KernelInspector(file).kind();
    }
    return new Kernel(path, kind, size, Sha256.ofFile(path));
  }

  /**
   * Returns the devices that a Solo5 kernel declares, in manifest order; none for other kernels.
   *
   * @throws KernelException if the file is not a kernel, or its manifest is damaged
   * @throws IOException if the file cannot be read
   */
  public static List<Device> devices(Path path) throws KernelException, IOException {
    try (KernelFile file = KernelFile.open(path)) {
      return Solo5Manifest.devices(file, ElfNotes.of(file, ElfFile.read(file)));
    }
  }

  /**
   * Returns the number of bytes of memory that a kernel's loadable segments occupy, with their
   * zero-filled part.
   *
   * @throws KernelException if the file is not a kernel
   * @throws IOException if the file cannot be read
   */
  public static long memory(Path path) throws KernelException, IOException {
    try (KernelFile file = KernelFile.open(path)) {
      return ElfFile.read(file).segments().stream()
          .filter(segment -> segment.type() == ElfSegment.PT_LOAD)
          .mapToLong(segment -> Math.max(0, segment.memorySize()))
          .sum();
    }
  }

  /** Returns whether a file is an x86 program or kernel with DWARF debug information. */
  public static boolean hasDebugInfo(Path path) throws IOException {
    try (KernelFile file = KernelFile.open(path)) {
      return ElfFile.read(file).section(".debug_info").isPresent();
    } catch (KernelException notX86Elf) {
      return false;
    }
  }

  private static void requireFile(Path path) throws IOException, KernelException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw KernelException.missing(path);
    }
    if (!attributes.isRegularFile()) {
      throw KernelException.notAFile(
          path, attributes.isDirectory() ? "a directory" : "a device or a pipe");
    }
  }

  private static void requireElf(KernelFile file) throws IOException, KernelException {
    if (file.size() == 0) {
      throw KernelException.empty(file.path());
    }
    ByteBuffer start = file.upTo(0, NotElf.PREFIX);
    if (start.limit() < Integer.BYTES || start.getInt(0) != ElfHeader.ELFMAG) {
      throw KernelException.notElf(file.path(), NotElf.of(start));
    }
  }

  /**
   * Returns the kind. Notes take precedence: kernels of Solo5 and Xen may also have a Multiboot
   * header.
   */
  private KernelKind kind() throws IOException, KernelException {
    if (elf.header().machine() == ElfHeader.EM_386) {
      return kind32();
    }
    List<ElfNote> notes = ElfNotes.of(file, elf);
    Optional<Integer> solo5 = Solo5Abi.target(notes);
    if (solo5.isPresent()) {
      return solo5Kind(solo5.get());
    }
    if (XenGuest.isPvh(notes) && multiboot) {
      return KernelKind.SOLO5_XEN;
    }
    if (XenGuest.isPv(file, elf, notes)) {
      return KernelKind.XEN_PV;
    }
    if (XenGuest.isPvh(notes)) {
      return KernelKind.XEN_PVH;
    }
    if (elf.section(UNIKRAFT_SECTION).isPresent()) {
      return KernelKind.UNIKRAFT;
    }
    return multiboot ? KernelKind.MULTIBOOT : program();
  }

  /** Returns the kind of a 32-bit kernel, which is supported only with a Multiboot header. */
  private KernelKind kind32() throws KernelException {
    if (!multiboot) {
      throw KernelException.wrongArchitecture(file.path(), ElfMachine.name(ElfHeader.EM_386));
    }
    return KernelKind.MULTIBOOT;
  }

  private KernelKind solo5Kind(int abiTarget) throws KernelException {
    return switch (abiTarget) {
      case Solo5Abi.HVT_ABI_TARGET -> KernelKind.SOLO5_HVT;
      case Solo5Abi.SPT_ABI_TARGET -> KernelKind.SOLO5_SPT;
      case Solo5Abi.VIRTIO_ABI_TARGET -> KernelKind.SOLO5_VIRTIO;
      case Solo5Abi.MUEN_ABI_TARGET -> KernelKind.SOLO5_MUEN;
      case Solo5Abi.GENODE_ABI_TARGET -> KernelKind.SOLO5_GENODE;
      case Solo5Abi.XEN_ABI_TARGET -> multiboot ? KernelKind.SOLO5_XEN : KernelKind.XEN_PVH;
      default ->
          throw KernelException.unknownSolo5(file.path(), Integer.toUnsignedString(abiTarget));
    };
  }

  /**
   * Returns the kind of a program. Only an interpreter tells a position-independent executable from
   * a shared library.
   */
  private KernelKind program() throws KernelException {
    if (elf.header().type() == ElfHeader.ET_DYN && !elf.hasSegment(ElfSegment.PT_INTERP)) {
      throw KernelException.notAProgram(file.path(), "a shared library");
    }
    return KernelKind.EXECUTABLE;
  }
}
