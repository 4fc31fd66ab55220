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

  /** The size of an {@code Elf_Ehdr} in bytes. */
  final int headerSize;

  /** The size of an {@code Elf_Phdr} in bytes. */
  final int segmentSize;

  /** The size of an {@code Elf_Shdr} in bytes. */
  final int sectionSize;

  ElfClass(int headerSize, int segmentSize, int sectionSize) {
    this.headerSize = headerSize;
    this.segmentSize = segmentSize;
    this.sectionSize = sectionSize;
  }
}
