package io.github.miragemaven.kernel;

import java.util.Map;

/** The names of architectures ({@code e_machine}; System V gABI, chapter 4, and its registry). */
final class ElfMachine {

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(2, "SPARC"),
          Map.entry(ElfHeader.EM_386, "32-bit x86 (i386)"),
          Map.entry(8, "MIPS"),
          Map.entry(20, "32-bit PowerPC"),
          Map.entry(21, "64-bit PowerPC (ppc64)"),
          Map.entry(22, "IBM S/390 (s390x)"),
          Map.entry(40, "32-bit ARM"),
          Map.entry(ElfHeader.EM_X86_64, "x86_64 with 32-bit pointers (x32)"),
          Map.entry(183, "64-bit ARM (aarch64)"),
          Map.entry(243, "RISC-V"),
          Map.entry(258, "LoongArch"));

  private ElfMachine() {}

  /** Returns the name of an architecture other than 64-bit x86. */
  static String name(int machine) {
    return NAMES.getOrDefault(machine, "another machine (ELF e_machine " + machine + ")");
  }
}
