package io.github.miragemaven.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The header of an executable x86 ELF file (System V gABI, chapter 4, "ELF Header").
 *
 * @param elfClass {@code EI_CLASS}
 * @param machine {@code e_machine}: {@link #EM_386} in a 32-bit file, else {@link #EM_X86_64}
 * @param type {@code e_type}: {@link #ET_EXEC} or {@link #ET_DYN}
 * @param segments {@code e_phoff} and {@code e_phnum}, 1 to 65534 entries
 * @param sections {@code e_shoff} and {@code e_shnum}, 0 to 65279 entries
 * @param namesIndex {@code e_shstrndx}, which may be out of range
 */
record ElfHeader(
    ElfClass elfClass, int machine, int type, Table segments, Table sections, int namesIndex) {

  /**
   * A table of entries of the same size.
   *
   * @param offset its offset in the file, unsigned
   * @param count the number of its entries
   */
  record Table(long offset, int count) {}

  /** {@code ELFMAG}: 0x7f, E, L, F, read as a little-endian number. */
  static final int ELFMAG = 0x464c457f;

  static final int ET_REL = 1;
  static final int ET_EXEC = 2;
  static final int ET_DYN = 3;
  static final int ET_CORE = 4;

  static final int EM_386 = 3;
  static final int EM_X86_64 = 62;

  private static final int EI_CLASS = 4;
  private static final int EI_DATA = 5;
  private static final int EI_VERSION = 6;
  private static final int EI_NIDENT = 16;
  private static final int ELFCLASS32 = 1;
  private static final int ELFCLASS64 = 2;
  private static final int ELFDATA2LSB = 1;
  private static final int ELFDATA2MSB = 2;
  private static final int EV_CURRENT = 1;

  private static final int E_TYPE = 16;
  private static final int E_MACHINE = 18;
  private static final int E_VERSION = 20;
  private static final ElfField E_PHOFF = new ElfField(28, 32);
  private static final ElfField E_SHOFF = new ElfField(32, 40);
  private static final ElfField E_PHENTSIZE = new ElfField(42, 54);
  private static final ElfField E_PHNUM = new ElfField(44, 56);
  private static final ElfField E_SHENTSIZE = new ElfField(46, 58);
  private static final ElfField E_SHNUM = new ElfField(48, 60);
  private static final ElfField E_SHSTRNDX = new ElfField(50, 62);

  /** From this value of {@code e_phnum} on, the true number is stored elsewhere. */
  private static final int PN_XNUM = 0xffff;

  /**
   * From this number of sections on, {@code e_shnum} is 0 and the true number is stored elsewhere.
   */
  private static final int SHN_LORESERVE = 0xff00;

  static ElfHeader read(KernelFile file) throws IOException, KernelException {
    ByteBuffer ident = file.exactly(0, EI_NIDENT, "the ELF header");
    ElfClass elfClass =
        switch (ident.get(EI_CLASS)) {
          case ELFCLASS32 -> ElfClass.ELF32;
          case ELFCLASS64 -> ElfClass.ELF64;
          default -> throw damaged(file, "EI_CLASS", ident.get(EI_CLASS));
        };
    ByteOrder order =
        switch (ident.get(EI_DATA)) {
          case ELFDATA2LSB -> ByteOrder.LITTLE_ENDIAN;
          case ELFDATA2MSB -> ByteOrder.BIG_ENDIAN;
          default -> throw damaged(file, "EI_DATA", ident.get(EI_DATA));
        };
    if (ident.get(EI_VERSION) != EV_CURRENT) {
      throw damaged(file, "EI_VERSION", ident.get(EI_VERSION));
    }
    ByteBuffer bytes = file.exactly(0, elfClass.headerSize, "the ELF header").order(order);
    requireX86(file, elfClass, order, bytes);
    requireRunnable(file, bytes);
    return checked(file, elfClass, bytes);
  }

  private static void requireX86(
      KernelFile file, ElfClass elfClass, ByteOrder order, ByteBuffer bytes)
      throws KernelException {
    int machine = Short.toUnsignedInt(bytes.getShort(E_MACHINE));
    if (machine != (elfClass == ElfClass.ELF64 ? EM_X86_64 : EM_386)) {
      throw KernelException.wrongArchitecture(file.path(), ElfMachine.name(machine));
    }
    if (order != ByteOrder.LITTLE_ENDIAN) {
      throw damaged(file, "EI_DATA", ELFDATA2MSB);
    }
  }

  private static void requireRunnable(KernelFile file, ByteBuffer bytes) throws KernelException {
    int type = Short.toUnsignedInt(bytes.getShort(E_TYPE));
    switch (type) {
      case ET_EXEC, ET_DYN -> {}
      case ET_REL ->
          throw KernelException.notAProgram(file.path(), "an object file, not yet linked");
      case ET_CORE -> throw KernelException.notAProgram(file.path(), "the core dump of a program");
      default -> throw damaged(file, "e_type", type);
    }
  }

  private static ElfHeader checked(KernelFile file, ElfClass elfClass, ByteBuffer bytes)
      throws KernelException {
    int version = bytes.getInt(E_VERSION);
    if (version != EV_CURRENT) {
      throw damaged(file, "e_version", version);
    }
    ElfHeader header =
        new ElfHeader(
            elfClass,
            Short.toUnsignedInt(bytes.getShort(E_MACHINE)),
            Short.toUnsignedInt(bytes.getShort(E_TYPE)),
            new Table(E_PHOFF.wide(elfClass, bytes), E_PHNUM.half(elfClass, bytes)),
            new Table(E_SHOFF.wide(elfClass, bytes), E_SHNUM.half(elfClass, bytes)),
            E_SHSTRNDX.half(elfClass, bytes));
    int segmentSize = E_PHENTSIZE.half(elfClass, bytes);
    int sectionSize = E_SHENTSIZE.half(elfClass, bytes);
    if (header.segments.count == 0 || header.segments.count == PN_XNUM) {
      throw damaged(file, "e_phnum", header.segments.count);
    }
    if (segmentSize != elfClass.segmentSize) {
      throw damaged(file, "e_phentsize", segmentSize);
    }
    if (header.sections.count >= SHN_LORESERVE) {
      throw damaged(file, "e_shnum", header.sections.count);
    }
    if (header.sections.count > 0 && sectionSize != elfClass.sectionSize) {
      throw damaged(file, "e_shentsize", sectionSize);
    }
    return header;
  }

  private static KernelException damaged(KernelFile file, String field, long value) {
    return KernelException.damaged(
        file.path(), "its ELF header's " + field + " is " + Long.toUnsignedString(value));
  }
}
