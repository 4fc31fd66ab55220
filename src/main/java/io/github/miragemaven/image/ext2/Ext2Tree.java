package io.github.miragemaven.image.ext2;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The directories and regular files of a file system, including {@code /lost+found}, which e2fsck
 * requires.
 *
 * <p>Directories are numbered breadth-first from the root, 0; files are numbered directory by
 * directory. Within a directory, names are ordered by their UTF-8 bytes.
 */
public final class Ext2Tree {

  private static final String LOST_AND_FOUND = "/lost+found";
  private static final int DIRECTORY_PERMISSIONS = 0755;
  private static final int LOST_AND_FOUND_PERMISSIONS = 0700;

  private final List<Directory> directories;
  private final List<RegularFile> files;

  private Ext2Tree(List<Directory> directories, List<RegularFile> files) {
    this.directories = List.copyOf(directories);
    this.files = List.copyOf(files);
  }

  /** Returns a builder for a tree. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns all directories, indexed by number. */
  List<Directory> directories() {
    return directories;
  }

  /** Returns all regular files, indexed by number. */
  List<RegularFile> files() {
    return files;
  }

  /**
   * Returns a directory's inode number: the root has a reserved one, the others have the first that
   * are not reserved.
   */
  int inodeOfDirectory(int number) {
    return number == 0 ? Inode.EXT2_ROOT_INO : Inode.FIRST_INO - 1 + number;
  }

  /** Returns a regular file's inode number; files follow the directories. */
  int inodeOfFile(int number) {
    return Inode.FIRST_INO - 1 + directories.size() + number;
  }

  /**
   * Returns the greatest inode number in use, which equals the number of used and reserved inodes.
   */
  int lastInode() {
    return inodeOfFile(files.size()) - 1;
  }

  /** Builds a tree from directories and files, added by absolute path in any order. */
  public static final class Builder {

    private final DraftDirectory root = new DraftDirectory(DIRECTORY_PERMISSIONS);

    private Builder() {
      try {
        root.directory(
            FileName.of(LOST_AND_FOUND.substring(1), LOST_AND_FOUND),
            LOST_AND_FOUND,
            LOST_AND_FOUND_PERMISSIONS);
      } catch (Ext2Exception e) {
        throw new AssertionError("lost+found is a valid name", e);
      }
    }

    /**
     * Adds a directory and its missing parents; has no effect if it exists.
     *
     * @throws Ext2Exception if the path is not absolute, has a name that ext2 does not allow, has a
     *     regular file as a parent, or exceeds the number of directories in a directory
     */
    public Builder directory(String path) throws Ext2Exception {
      String[] names = names(path);
      enter(path, names, names.length);
      return this;
    }

    /**
     * Adds a regular file and its missing parent directories.
     *
     * @throws Ext2Exception if the path is not absolute, has a name that ext2 does not allow, has a
     *     regular file as a parent or exists, or if the source is missing, not a regular file or
     *     larger than 2 GiB
     * @throws IOException if the source's size cannot be read
     */
    public Builder file(String path, Path source) throws Ext2Exception, IOException {
      return file(path, ByteSource.of(source));
    }

    /** Adds a regular file with these bytes; see {@link #file(String, Path)}. */
    public Builder file(String path, byte[] content) throws Ext2Exception, IOException {
      return file(path, ByteSource.of(content));
    }

    /** Adds a regular file with the content of a source; see {@link #file(String, Path)}. */
    public Builder file(String path, ByteSource source) throws Ext2Exception, IOException {
      String[] names = names(path);
      if (names.length == 0) {
        throw new Ext2Exception(
            "The image's root directory cannot be a file: %s.".formatted(source));
      }
      DraftDirectory parent = enter(path, names, names.length - 1);
      parent.file(
          FileName.of(names[names.length - 1], path),
          new RegularFile(path, source, sizeOf(path, source)));
      return this;
    }

    /** Returns a tree with all directories and files added so far. */
    public Ext2Tree build() {
      List<DraftDirectory> drafts = new ArrayList<>(List.of(root));
      List<Integer> parents = new ArrayList<>(List.of(0));
      List<Directory> directories = new ArrayList<>();
      List<RegularFile> files = new ArrayList<>();
      for (int number = 0; number < drafts.size(); number++) {
        DraftDirectory draft = drafts.get(number);
        int firstDirectory = drafts.size();
        int firstFile = files.size();
        List<Directory.Entry> entries = new ArrayList<>(draft.children().size());
        for (Map.Entry<FileName, DraftNode> child : draft.children().entrySet()) {
          if (child.getValue() instanceof DraftDirectory subdirectory) {
            drafts.add(subdirectory);
            parents.add(number);
            entries.add(new Directory.Entry(child.getKey(), FileType.DIRECTORY));
          } else if (child.getValue() instanceof RegularFile file) {
            files.add(file);
            entries.add(new Directory.Entry(child.getKey(), FileType.REGULAR));
          }
        }
        int subdirectories = drafts.size() - firstDirectory;
        directories.add(
            new Directory(
                parents.get(number),
                firstDirectory,
                firstFile,
                subdirectories,
                draft.permissions(),
                List.copyOf(entries)));
      }
      return new Ext2Tree(directories, files);
    }

    private static String[] names(String path) throws Ext2Exception {
      if (!path.startsWith("/")) {
        throw new Ext2Exception(
            "The path %s in the image must begin with a slash.".formatted(FileName.shown(path)));
      }
      if (path.equals("/")) {
        return new String[0];
      }
      if (path.equals(LOST_AND_FOUND) || path.startsWith(LOST_AND_FOUND + "/")) {
        throw new Ext2Exception(
            "The image cannot contain %s: ext2 reserves /lost+found for fsck."
                .formatted(FileName.shown(path)));
      }
      return path.substring(1).split("/", -1);
    }

    private DraftDirectory enter(String path, String[] names, int depth) throws Ext2Exception {
      DraftDirectory directory = root;
      for (int i = 0; i < depth; i++) {
        directory = directory.directory(FileName.of(names[i], path), path, DIRECTORY_PERMISSIONS);
      }
      return directory;
    }

    private static long sizeOf(String path, ByteSource source) throws Ext2Exception, IOException {
      long size;
      try {
        size = source.size();
      } catch (NoSuchFileException e) {
        throw new Ext2Exception(
            "The file %s, to be copied to %s in the image, does not exist."
                .formatted(source, path));
      }
      if (size > RegularFile.MAXIMUM_SIZE) {
        throw new Ext2Exception(
            "The image cannot contain %s: %s has %d bytes, but the maximum is %d (2 GiB)."
                .formatted(path, source, size, RegularFile.MAXIMUM_SIZE));
      }
      return size;
    }
  }
}
