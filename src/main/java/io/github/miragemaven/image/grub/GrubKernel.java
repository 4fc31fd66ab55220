package io.github.miragemaven.image.grub;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Loads GRUB's kernel, {@code kernel.img}: an ELF32 file (System V gABI, chapter 4) linked at
 * {@value #LINK_ADDRESS}. The core image contains its code and data sections as a memory image,
 * without the zero-initialized sections at the end.
 */
final class GrubKernel {

  /** GRUB_KERNEL_I386_PC_LINK_ADDR (GRUB 2, include/grub/offsets.h). */
  static final int LINK_ADDRESS = 0x9000;

  /** Far larger than any GRUB kernel; conventional memory ends below 640 KiB. */
  private static final int MAXIMUM_SIZE = 0x60000;

  private static final int ELF_MAGIC = 0x464C457F;
  private static final int EI_CLASS = 4;
  private static final int ELFCLASS32 = 1;
  private static final int E_SHOFF = 32;
  private static final int E_SHENTSIZE = 46;
  private static final int E_SHNUM = 48;
  private static final int SH_TYPE = 4;
  private static final int SH_FLAGS = 8;
  private static final int SH_ADDR = 12;
  private static final int SH_OFFSET = 16;
  private static final int SH_SIZE = 20;
  private static final int SHT_PROGBITS = 1;
  private static final int SHF_ALLOC = 2;

  private GrubKernel() {}

  /** Returns the memory image to be loaded at {@link #LINK_ADDRESS}. */
  static byte[] loaded(GrubParts parts, String name) throws GrubException, IOException {
    byte[] file = parts.part(name);
    try {
      return sections(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IndexOutOfBoundsException | BufferUnderflowException | IllegalArgumentException e) {
      throw GrubException.damaged(name, parts.origin(), "it is not a GRUB kernel for i386-pc");
    }
  }

  private static byte[] sections(ByteBuffer elf) {
    if (elf.getInt(0) != ELF_MAGIC || elf.get(EI_CLASS) != ELFCLASS32) {
      throw new IllegalArgumentException("not ELF32");
    }
    byte[] memory = new byte[MAXIMUM_SIZE];
    int end = 0;
    for (int i = 0; i < elf.getShort(E_SHNUM); i++) {
      int header = elf.getInt(E_SHOFF) + i * elf.getShort(E_SHENTSIZE);
      boolean loaded =
          elf.getInt(header + SH_TYPE) == SHT_PROGBITS
              && (elf.getInt(header + SH_FLAGS) & SHF_ALLOC) != 0;
      if (loaded) {
        int at = elf.getInt(header + SH_ADDR) - LINK_ADDRESS;
        int size = elf.getInt(header + SH_SIZE);
        elf.get(elf.getInt(header + SH_OFFSET), memory, at, size);
        end = Math.max(end, at + size);
      }
    }
    if (end == 0) {
      throw new IllegalArgumentException("nothing to load");
    }
    return Arrays.copyOf(memory, end);
  }
}
