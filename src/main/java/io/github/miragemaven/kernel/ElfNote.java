package io.github.miragemaven.kernel;

import java.nio.ByteBuffer;

/**
 * A note (System V gABI, chapter 5, "Note Section").
 *
 * @param owner its name, without the NUL at its end
 * @param type its type, which means something to its owner only
 * @param start the first bytes of its description, at most {@link ElfNotes#DESCRIPTION}
 * @param at where in the file its description starts
 * @param size its description's bytes
 */
record ElfNote(String owner, int type, ByteBuffer start, long at, long size) {

  boolean is(String someOwner, int someType) {
    return owner.equals(someOwner) && type == someType;
  }
}
