package io.github.miragemaven.kernel;

import java.nio.ByteBuffer;

/**
 * A field of an ELF structure whose offset differs between 32-bit and 64-bit files.
 *
 * @param in32 the offset in 32-bit files
 * @param in64 the offset in 64-bit files
 */
record ElfField(int in32, int in64) {

  /** Returns the value of an {@code Elf_Addr}, {@code Elf_Off} or {@code Elf_Xword}, unsigned. */
  long wide(ElfClass elfClass, ByteBuffer structure) {
    return elfClass == ElfClass.ELF64
        ? structure.getLong(in64)
        : Integer.toUnsignedLong(structure.getInt(in32));
  }

  /** Returns the value of an {@code Elf_Half}. */
  int half(ElfClass elfClass, ByteBuffer structure) {
    return Short.toUnsignedInt(structure.getShort(elfClass == ElfClass.ELF64 ? in64 : in32));
  }
}
