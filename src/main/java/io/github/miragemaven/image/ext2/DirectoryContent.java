package io.github.miragemaven.image.ext2;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The blocks of a directory (section "Linked List Directory"). Entries are ordered by name and do
 * not cross block boundaries; the last entry of a block extends to the block's end.
 */
final class DirectoryContent implements Content {

  private static final int INODE = 0;
  private static final int REC_LEN = 4;
  private static final int NAME_LEN = 6;
  private static final int FILE_TYPE = 7;
  private static final int NAME = 8;
  private static final int ALIGNMENT = 4;

  private final Ext2Tree tree;
  private final int number;
  private final Directory directory;
  private final int blockSize;
  private boolean begun;
  private int next;
  private int directories;
  private int files;

  /** Creates the content of the directory with this number. */
  DirectoryContent(Ext2Tree tree, int number, int blockSize) {
    this.tree = tree;
    this.number = number;
    this.directory = tree.directories().get(number);
    this.blockSize = blockSize;
  }

  /** Returns the size of the directory's blocks in bytes. */
  static long size(Directory directory, int blockSize) {
    long blocks = 1;
    int used = recordLength(FileName.SELF) + recordLength(FileName.PARENT);
    for (Directory.Entry entry : directory.entries()) {
      int length = recordLength(entry.name());
      if (used + length > blockSize) {
        blocks++;
        used = 0;
      }
      used += length;
    }
    return blocks * blockSize;
  }

  private static int recordLength(FileName name) {
    return (NAME + name.length() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  @Override
  public void writeNext(ImageOutput out, long blocks) throws IOException {
    for (long i = 0; i < blocks; i++) {
      fill(out.claim(blockSize));
    }
  }

  private void fill(ByteBuffer block) {
    int last = 0;
    int at = 0;
    if (!begun) {
      begun = true;
      put(block, 0, FileName.SELF, FileType.DIRECTORY, tree.inodeOfDirectory(number));
      last = recordLength(FileName.SELF);
      put(
          block,
          last,
          FileName.PARENT,
          FileType.DIRECTORY,
          tree.inodeOfDirectory(directory.parent()));
      at = last + recordLength(FileName.PARENT);
    }
    while (next < directory.entries().size()) {
      Directory.Entry entry = directory.entries().get(next);
      if (at + recordLength(entry.name()) > blockSize) {
        break;
      }
      put(block, at, entry.name(), entry.type(), inodeOf(entry));
      last = at;
      at += recordLength(entry.name());
      next++;
    }
    block.putShort(last + REC_LEN, (short) (blockSize - last));
  }

  private int inodeOf(Directory.Entry entry) {
    return entry.type() == FileType.DIRECTORY
        ? tree.inodeOfDirectory(directory.firstDirectory() + directories++)
        : tree.inodeOfFile(directory.firstFile() + files++);
  }

  private static void put(ByteBuffer block, int at, FileName name, FileType type, int inode) {
    block.putInt(at + INODE, inode);
    block.putShort(at + REC_LEN, (short) recordLength(name));
    block.put(at + NAME_LEN, (byte) name.length());
    block.put(at + FILE_TYPE, type.entryType());
    block.put(at + NAME, name.bytes());
  }
}
