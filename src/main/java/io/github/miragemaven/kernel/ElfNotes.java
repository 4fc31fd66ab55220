package io.github.miragemaven.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the notes of an ELF file (System V gABI, chapter 5, "Note Section"), from its sections and
 * its segments, since some kernels have only one of them. Names and descriptions are padded to 4
 * bytes even in 64-bit files, as Xen and Solo5 expect.
 */
final class ElfNotes {

  /**
   * The number of bytes kept of each description: enough for all notes that identify a kernel kind.
   */
  static final int DESCRIPTION = 16;

  /** Owners with longer names are ignored: they do not identify a kernel kind. */
  private static final int MAXIMUM_NAME = 16;

  /** Far more notes than any kernel has. */
  private static final int MAXIMUM_NOTES = 4096;

  private static final int NOTE_HEADER = 12;
  private static final int N_NAMESZ = 0;
  private static final int N_DESCSZ = 4;
  private static final int N_TYPE = 8;

  private final KernelFile file;
  private final List<ElfNote> notes = new ArrayList<>();

  private ElfNotes(KernelFile file) {
    this.file = file;
  }

  static List<ElfNote> of(KernelFile file, ElfFile elf) throws IOException, KernelException {
    ElfNotes notes = new ElfNotes(file);
    for (ElfSection section : elf.sections()) {
      if (section.type() == ElfSection.SHT_NOTE) {
        notes.readAll(section.offset(), section.size());
      }
    }
    for (ElfSegment segment : elf.segments()) {
      if (segment.type() == ElfSegment.PT_NOTE) {
        notes.readAll(segment.offset(), segment.fileSize());
      }
    }
    return List.copyOf(notes.notes);
  }

  /** Reads the notes in this range, up to the first that extends beyond it. */
  private void readAll(long offset, long length) throws IOException, KernelException {
    long at = offset;
    long left = length;
    while (left >= NOTE_HEADER) {
      ByteBuffer header = file.exactly(at, NOTE_HEADER, "a note");
      long nameSize = Integer.toUnsignedLong(header.getInt(N_NAMESZ));
      long descriptionSize = Integer.toUnsignedLong(header.getInt(N_DESCSZ));
      long descriptionAt = NOTE_HEADER + padded(nameSize);
      if (descriptionAt + descriptionSize > left) {
        return;
      }
      if (notes.size() == MAXIMUM_NOTES) {
        throw KernelException.damaged(file.path(), "it has more than " + MAXIMUM_NOTES + " notes");
      }
      notes.add(
          new ElfNote(
              name(at + NOTE_HEADER, nameSize),
              header.getInt(N_TYPE),
              file.exactly(
                  at + descriptionAt, (int) Math.min(descriptionSize, DESCRIPTION), "a note"),
              at + descriptionAt,
              descriptionSize));
      long size = descriptionAt + padded(descriptionSize);
      at += size;
      left -= size;
    }
  }

  private String name(long at, long size) throws IOException, KernelException {
    if (size == 0 || size > MAXIMUM_NAME) {
      return "";
    }
    ByteBuffer name = file.exactly(at, (int) size - 1, "a note");
    return StandardCharsets.ISO_8859_1.decode(name).toString();
  }

  private static long padded(long size) {
    return (size + 3) & ~3L;
  }
}
