package io.github.miragemaven.kernel;

/**
 * The two layouts of ELF structures (System V gABI, chapters 4 and 5: ELF Header, Section Header,
 * Program Header).
 */
enum ElfClass {
  /** {@code ELFCLASS32}. */
  ELF32(52, 32, 40),
  /** {@code ELFCLASS64}. */
  ELF64(64, 56, 64);

  /** Bytes of an {@code Elf_Ehdr}. */
  final int headerSize;

  /** Bytes of an {@code Elf_Phdr}. */
  final int segmentSize;

  /** Bytes of an {@code Elf_Shdr}. */
  final int sectionSize;

  ElfClass(int headerSize, int segmentSize, int sectionSize) {
    this.headerSize = headerSize;
    this.segmentSize = segmentSize;
    this.sectionSize = sectionSize;
  }
}
