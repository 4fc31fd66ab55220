package io.github.miragemaven.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An executable x86 ELF file that contains all bytes its headers refer to (System V gABI). */
final class ElfFile {

  private final KernelFile file;
  private final ElfHeader header;
  private final List<ElfSegment> segments = new ArrayList<>();
  private final List<ElfSection> sections = new ArrayList<>();

  private ElfFile(KernelFile file, ElfHeader header) {
    this.file = file;
    this.header = header;
  }

  /** Reads the headers and rejects a file that lacks bytes they refer to. */
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

  /** Returns whether there is a segment of this {@code p_type}. */
  boolean hasSegment(int type) {
    return segments.stream().anyMatch(segment -> segment.type() == type);
  }

  /** Returns the first section with this name. */
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
    for (ByteBuffer entry :
        entries(header.segments(), header.elfClass().segmentSize, "its program header table")) {
      ElfSegment segment = ElfSegment.of(header.elfClass(), entry);
      if (segment.fileSize() != 0) {
        requireInFile(segment.offset(), segment.fileSize(), "segment " + segments.size());
      }
      segments.add(segment);
    }
    if (!hasSegment(ElfSegment.PT_LOAD)) {
      throw KernelException.damaged(file.path(), "it has no loadable segment");
    }
  }

  private void readSections() throws IOException, KernelException {
    for (ByteBuffer entry :
        entries(header.sections(), header.elfClass().sectionSize, "its section header table")) {
      ElfSection section = ElfSection.of(header.elfClass(), entry);
      if (section.inFile()) {
        requireInFile(section.offset(), section.size(), "section " + sections.size());
      }
      sections.add(section);
    }
  }

  private List<ByteBuffer> entries(ElfHeader.Table table, int size, String name)
      throws IOException, KernelException {
    List<ByteBuffer> entries = new ArrayList<>();
    if (table.count() > 0) {
      requireInFile(table.offset(), (long) table.count() * size, name);
    }
    for (int i = 0; i < table.count(); i++) {
      entries.add(file.exactly(table.offset() + (long) i * size, size, name));
    }
    return entries;
  }

  private void requireInFile(long offset, long length, String part) throws KernelException {
    if (!file.has(offset, length)) {
      throw KernelException.truncated(file.path(), part, file.size());
    }
  }
}
