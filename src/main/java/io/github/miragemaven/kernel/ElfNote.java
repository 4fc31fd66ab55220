package io.github.miragemaven.kernel;

import java.nio.ByteBuffer;

/**
 * An ELF note (System V gABI, chapter 5, "Note Section").
 *
 * @param owner the note's name, without the terminating NUL
 * @param type the note's type, whose meaning depends on the owner
 * @param start the first bytes of the description, at most {@link ElfNotes#DESCRIPTION}
 * @param at the description's offset in the file
 * @param size the description's size in bytes
 */
record ElfNote(String owner, int type, ByteBuffer start, long at, long size) {

  boolean is(String someOwner, int someType) {
    return owner.equals(someOwner) && type == someType;
  }
}
