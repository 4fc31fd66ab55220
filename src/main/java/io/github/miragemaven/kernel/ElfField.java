package io.github.miragemaven.kernel;

import java.nio.ByteBuffer;

/**
 * A field of an ELF structure that lies elsewhere in 32-bit files than in 64-bit ones.
 *
 * @param in32 its offset in the structure of a 32-bit file
 * @param in64 its offset in that of a 64-bit file
 */
record ElfField(int in32, int in64) {

  /** The value of an {@code Elf_Addr}, {@code Elf_Off} or {@code Elf_Xword}, unsigned. */
  long wide(ElfClass elfClass, ByteBuffer structure) {
    return elfClass == ElfClass.ELF64
        ? structure.getLong(in64)
        : Integer.toUnsignedLong(structure.getInt(in32));
  }

  /** The value of an {@code Elf_Half}. */
  int half(ElfClass elfClass, ByteBuffer structure) {
    return Short.toUnsignedInt(structure.getShort(elfClass == ElfClass.ELF64 ? in64 : in32));
  }
}
