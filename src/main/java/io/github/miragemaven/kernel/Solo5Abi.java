package io.github.miragemaven.kernel;

import java.util.List;
import java.util.Optional;

/** Reads the target for which a Solo5 kernel is built (Solo5's include/elf_abi.h). */
final class Solo5Abi {

  static final int HVT_ABI_TARGET = 1;
  static final int SPT_ABI_TARGET = 2;
  static final int VIRTIO_ABI_TARGET = 3;
  static final int MUEN_ABI_TARGET = 4;
  static final int GENODE_ABI_TARGET = 5;
  static final int XEN_ABI_TARGET = 6;

  /** The owner of Solo5's notes. */
  static final String ABI1_NOTE_NAME = "Solo5";

  private static final int ABI1_NOTE_TYPE = 0x31494241;
  private static final int ABI_TARGET_SIZE = 4;

  private Solo5Abi() {}

  /** Returns the kernel's {@code abi_target}; empty if it is not a Solo5 kernel. */
  static Optional<Integer> target(List<ElfNote> notes) {
    return notes.stream()
        .filter(note -> note.is(ABI1_NOTE_NAME, ABI1_NOTE_TYPE))
        .filter(note -> note.start().limit() >= ABI_TARGET_SIZE)
        .findFirst()
        .map(note -> note.start().getInt(0));
  }
}
