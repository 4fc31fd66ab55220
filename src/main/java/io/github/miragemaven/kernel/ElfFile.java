package io.github.miragemaven.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An x86 ELF file that can be run, whole as far as its headers tell (System V gABI). */
final class ElfFile {

  private final KernelFile file;
  private final ElfHeader header;
  private final List<ElfSegment> segments = new ArrayList<>();
  private final List<ElfSection> sections = new ArrayList<>();

  private ElfFile(KernelFile file, ElfHeader header) {
    this.file = file;
    this.header = header;
  }

  /** Reads the headers, and refuses a file that lacks any of the bytes they speak of. */
  static ElfFile read(KernelFile file) throws IOException, KernelException {
    ElfFile elf = new ElfFile(file, ElfHeader.read(file));
    elf.readSegments();
    elf.readSections();
    return elf;
  }

  ElfHeader header() {
    return header;
  }

  List<ElfSegment> segments() {
    return segments;
  }

  List<ElfSection> sections() {
    return sections;
  }

  /** Whether there is a segment of that {@code p_type}. */
  boolean hasSegment(int type) {
    return segments.stream().anyMatch(segment -> segment.type() == type);
  }

  /** The first section of that name. */
  Optional<ElfSection> section(String name) throws IOException, KernelException {
    if (header.namesIndex() >= sections.size()) {
      return Optional.empty();
    }
    ElfSection names = sections.get(header.namesIndex());
    if (!names.inFile()) {
      return Optional.empty();
    }
    ByteBuffer wanted = StandardCharsets.US_ASCII.encode(name + '\0');
    int length = wanted.limit();
    for (ElfSection section : sections) {
      if (section.name() <= names.size() - length
          && file.exactly(names.offset() + section.name(), length, "a name").equals(wanted)) {
        return Optional.of(section);
      }
    }
    return Optional.empty();
  }

  private void readSegments() throws IOException, KernelException {
    int size = header.elfClass().segmentSize;
    requireInFile(header.segmentsAt(), (long) header.segments() * size, "its program header table");
    for (int i = 0; i < header.segments(); i++) {
      ByteBuffer entry = file.exactly(header.segmentsAt() + (long) i * size, size, "a segment");
      ElfSegment segment = ElfSegment.of(header.elfClass(), entry);
      if (segment.fileSize() != 0) {
        requireInFile(segment.offset(), segment.fileSize(), "segment " + i);
      }
      segments.add(segment);
    }
    if (!hasSegment(ElfSegment.PT_LOAD)) {
      throw KernelException.damaged(file.path(), "it has no segment to load");
    }
  }

  private void readSections() throws IOException, KernelException {
    int size = header.elfClass().sectionSize;
    if (header.sections() > 0) {
      requireInFile(
          header.sectionsAt(), (long) header.sections() * size, "its section header table");
    }
    for (int i = 0; i < header.sections(); i++) {
      ByteBuffer entry = file.exactly(header.sectionsAt() + (long) i * size, size, "a section");
      ElfSection section = ElfSection.of(header.elfClass(), entry);
      if (section.inFile()) {
        requireInFile(section.offset(), section.size(), "section " + i);
      }
      sections.add(section);
    }
  }

  private void requireInFile(long offset, long length, String part) throws KernelException {
    if (!file.has(offset, length)) {
      throw KernelException.truncated(file.path(), part, file.size());
    }
  }
}
