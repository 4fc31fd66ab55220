package io.github.miragemaven.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Builds small ELF files: header, program header table, contents, names, section header table. */
final class ElfBuilder {

  @SuppressWarnings("ArrayRecordComponent")
  private record Part(String name, int type, byte[] content) {}

  private final List<Part> segments = new ArrayList<>();
  private final List<Part> sections = new ArrayList<>();
  private ElfClass elfClass = ElfClass.ELF64;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private int type = ElfHeader.ET_EXEC;
  private int machine = ElfHeader.EM_X86_64;
  private int multibootAt = -1;

  /** Returns a builder of a statically linked 64-bit program. */
  static ElfBuilder program() {
    return new ElfBuilder().segment(ElfSegment.PT_LOAD, new byte[] {(byte) 0xf4});
  }

  ElfBuilder bits32() {
    elfClass = ElfClass.ELF32;
    return machine(ElfHeader.EM_386);
  }

  ElfBuilder bigEndian() {
    order = ByteOrder.BIG_ENDIAN;
    return this;
  }

  ElfBuilder type(int value) {
    type = value;
    return this;
  }

  ElfBuilder machine(int value) {
    machine = value;
    return this;
  }

  ElfBuilder segment(int segmentType, byte[] content) {
    segments.add(new Part("", segmentType, content));
    return this;
  }

  ElfBuilder section(String name, int sectionType, byte[] content) {
    sections.add(new Part(name, sectionType, content));
    return this;
  }

  ElfBuilder noteSection(byte[]... notes) {
    return section(".note", ElfSection.SHT_NOTE, concat(notes));
  }

  ElfBuilder noteSegment(byte[]... notes) {
    return segment(ElfSegment.PT_NOTE, concat(notes));
  }

  /** Adds a Multiboot header at this offset, which must be after the ELF headers. */
  ElfBuilder multibootAt(int offset) {
    multibootAt = offset;
    return this;
  }

  /** Returns a note in the layout of Xen and Solo5, padded to 4 bytes. */
  static byte[] note(String owner, int noteType, byte[] description) {
    byte[] name = (owner + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] note = new byte[12 + padded(name.length) + padded(description.length)];
    little(note)
        .putInt(name.length)
        .putInt(description.length)
        .putInt(noteType)
        .put(name)
        .position(12 + padded(name.length))
        .put(description);
    return note;
  }

  static byte[] note(String owner, int noteType, String text) {
    return note(owner, noteType, (text + "\0").getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] note(String owner, int noteType, int... words) {
    byte[] description = new byte[Integer.BYTES * words.length];
    little(description).asIntBuffer().put(words);
    return note(owner, noteType, description);
  }

  byte[] bytes() {
    ByteArrayOutputStream contents = new ByteArrayOutputStream();
    int start = elfClass.headerSize + segments.size() * elfClass.segmentSize;
    if (multibootAt >= 0) {
      byte[] header = new byte[multibootAt - start + 12];
      little(header)
          .position(multibootAt - start)
          .putInt(MultibootHeader.MAGIC)
          .putInt(0)
          .putInt(-MultibootHeader.MAGIC);
      contents.writeBytes(header);
    }
    List<Integer> segmentsAt = append(segments, contents, start);
    List<Integer> sectionsAt = append(sections, contents, start);
    int namesAt = start + contents.size();
    List<Integer> nameOffsets = new ArrayList<>();
    contents.write(0);
    for (Part section : sections) {
      nameOffsets.add(start + contents.size() - namesAt);
      contents.writeBytes((section.name + "\0").getBytes(StandardCharsets.US_ASCII));
    }
    int namesSize = start + contents.size() - namesAt;
    contents.writeBytes(new byte[padded(contents.size()) - contents.size()]);

    int tableAt = start + contents.size();
    int sectionCount = sections.isEmpty() ? 0 : sections.size() + 2;
    ByteBuffer file =
        ByteBuffer.allocate(tableAt + sectionCount * elfClass.sectionSize).order(order);
    putHeader(file, sectionCount == 0 ? 0 : tableAt, sectionCount);
    for (int i = 0; i < segments.size(); i++) {
      putSegment(file, segments.get(i), segmentsAt.get(i));
    }
    file.put(contents.toByteArray());
    if (sectionCount > 0) {
      putSection(file, 0, ElfSection.SHT_NULL, 0, 0);
      for (int i = 0; i < sections.size(); i++) {
        Part section = sections.get(i);
        putSection(
            file, nameOffsets.get(i), section.type, sectionsAt.get(i), section.content.length);
      }
      putSection(file, 0, 3, namesAt, namesSize);
    }
    return file.array();
  }

  private void putHeader(ByteBuffer file, int sectionsAt, int sectionCount) {
    boolean wide = elfClass == ElfClass.ELF64;
    file.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1)});
    file.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2)).put((byte) 1).position(16);
    file.putShort((short) type).putShort((short) machine).putInt(1);
    wide(file, 0x1000);
    wide(file, elfClass.headerSize);
    wide(file, sectionsAt);
    file.putInt(0).putShort((short) elfClass.headerSize);
    file.putShort((short) elfClass.segmentSize).putShort((short) segments.size());
    file.putShort((short) elfClass.sectionSize).putShort((short) sectionCount);
    file.putShort((short) Math.max(0, sectionCount - 1));
  }

  private void putSegment(ByteBuffer file, Part segment, int at) {
    file.putInt(segment.type);
    if (elfClass == ElfClass.ELF64) {
      file.putInt(5);
    }
    wide(file, at);
    wide(file, 0x1000);
    wide(file, 0x1000);
    wide(file, segment.content.length);
    wide(file, segment.content.length);
    if (elfClass == ElfClass.ELF32) {
      file.putInt(5);
    }
    wide(file, 4);
  }

  private void putSection(ByteBuffer file, int name, int sectionType, int at, int size) {
    file.putInt(name).putInt(sectionType);
    wide(file, 0);
    wide(file, 0);
    wide(file, at);
    wide(file, size);
    file.putInt(0).putInt(0);
    wide(file, 4);
    wide(file, 0);
  }

  private void wide(ByteBuffer file, long value) {
    if (elfClass == ElfClass.ELF64) {
      file.putLong(value);
    } else {
      file.putInt((int) value);
    }
  }

  private static List<Integer> append(List<Part> parts, ByteArrayOutputStream contents, int start) {
    List<Integer> offsets = new ArrayList<>();
    for (Part part : parts) {
      offsets.add(start + contents.size());
      contents.writeBytes(part.content);
      contents.writeBytes(new byte[padded(part.content.length) - part.content.length]);
    }
    return offsets;
  }

  private static byte[] concat(byte[]... pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int padded(int size) {
    return (size + 3) & ~3;
  }
}
