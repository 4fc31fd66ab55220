package io.github.miragemaven.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Detects Xen guests by their ELF notes (Xen's public header elfnote.h). */
final class XenGuest {

  private static final String OWNER = "Xen";
  private static final int XEN_ELFNOTE_HYPERCALL_PAGE = 2;
  private static final int XEN_ELFNOTE_XEN_VERSION = 5;
  private static final int XEN_ELFNOTE_LOADER = 8;
  private static final int XEN_ELFNOTE_PHYS32_ENTRY = 18;

  /** The loader that PV-GRUB requires. */
  private static final String GENERIC = "generic";

  /** The section that preceded the notes: comma-separated settings, terminated by a NUL. */
  private static final String LEGACY_SECTION = "__xen_guest";

  private static final Pattern LEGACY_SEPARATOR = Pattern.compile(",");
  private static final int LEGACY_MAXIMUM = 4096;

  private XenGuest() {}

  /** Returns whether the kernel has a PVH entry point. */
  static boolean isPvh(List<ElfNote> notes) {
    return note(notes, XEN_ELFNOTE_PHYS32_ENTRY).isPresent();
  }

  /** Returns whether the kernel can be loaded as a PV guest. */
  static boolean isPv(KernelFile file, ElfFile elf, List<ElfNote> notes)
      throws IOException, KernelException {
    return hasPvNotes(notes) || hasLegacyPvSection(file, elf);
  }

  /** PVH guests also have notes for Xen's version and the loader, but none for a hypercall page. */
  private static boolean hasPvNotes(List<ElfNote> notes) {
    return note(notes, XEN_ELFNOTE_XEN_VERSION).isPresent()
        && note(notes, XEN_ELFNOTE_LOADER).map(n -> text(n.start())).equals(Optional.of(GENERIC))
        && (note(notes, XEN_ELFNOTE_HYPERCALL_PAGE).isPresent() || !isPvh(notes));
  }

  private static boolean hasLegacyPvSection(KernelFile file, ElfFile elf)
      throws IOException, KernelException {
    Optional<ElfSection> section = elf.section(LEGACY_SECTION);
    if (section.isEmpty() || !section.get().inFile()) {
      return false;
    }
    int length = (int) Math.min(section.get().size(), LEGACY_MAXIMUM);
    String settings = text(file.exactly(section.get().offset(), length, LEGACY_SECTION));
    return LEGACY_SEPARATOR.splitAsStream(settings).anyMatch(("LOADER=" + GENERIC)::equals);
  }

  private static Optional<ElfNote> note(List<ElfNote> notes, int type) {
    return notes.stream().filter(note -> note.is(OWNER, type)).findFirst();
  }

  /** Returns the bytes up to the first NUL as text. */
  private static String text(ByteBuffer bytes) {
    String all = StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    int end = all.indexOf('\0');
    return end < 0 ? all : all.substring(0, end);
  }
}
