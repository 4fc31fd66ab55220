package io.github.miragemaven.kernel;

import java.nio.ByteBuffer;

/**
 * An ELF segment (System V gABI, chapter 5, "Program Header").
 *
 * @param type {@code p_type}
 * @param offset {@code p_offset}, unsigned
 * @param fileSize {@code p_filesz}, unsigned
 * @param memorySize {@code p_memsz}, unsigned
 */
record ElfSegment(int type, long offset, long fileSize, long memorySize) {

  static final int PT_LOAD = 1;
  static final int PT_INTERP = 3;
  static final int PT_NOTE = 4;

  private static final int P_TYPE = 0;
  private static final ElfField P_OFFSET = new ElfField(4, 8);
  private static final ElfField P_FILESZ = new ElfField(16, 32);
  private static final ElfField P_MEMSZ = new ElfField(20, 40);

  static ElfSegment of(ElfClass elfClass, ByteBuffer bytes) {
    return new ElfSegment(
        bytes.getInt(P_TYPE),
        P_OFFSET.wide(elfClass, bytes),
        P_FILESZ.wide(elfClass, bytes),
        P_MEMSZ.wide(elfClass, bytes));
  }
}
