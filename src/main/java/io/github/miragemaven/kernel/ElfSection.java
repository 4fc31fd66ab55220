package io.github.miragemaven.kernel;

import java.nio.ByteBuffer;

/**
 * An ELF section (System V gABI, chapter 4, "Sections").
 *
 * @param name {@code sh_name}, unsigned: the name's offset in the section name string table
 * @param type {@code sh_type}
 * @param offset {@code sh_offset}, unsigned
 * @param size {@code sh_size}, unsigned
 */
record ElfSection(long name, int type, long offset, long size) {

  static final int SHT_NULL = 0;
  static final int SHT_NOTE = 7;
  static final int SHT_NOBITS = 8;

  private static final int SH_NAME = 0;
  private static final int SH_TYPE = 4;
  private static final ElfField SH_OFFSET = new ElfField(16, 24);
  private static final ElfField SH_SIZE = new ElfField(20, 32);

  static ElfSection of(ElfClass elfClass, ByteBuffer bytes) {
    return new ElfSection(
        Integer.toUnsignedLong(bytes.getInt(SH_NAME)),
        bytes.getInt(SH_TYPE),
        SH_OFFSET.wide(elfClass, bytes),
        SH_SIZE.wide(elfClass, bytes));
  }

  /** Returns whether the section occupies space in the file. */
  boolean inFile() {
    return type != SHT_NULL && type != SHT_NOBITS;
  }
}
