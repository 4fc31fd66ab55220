package io.github.miragemaven.image;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.image.ext2.Ext2Tree;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Lays out the files of the image's file system. */
final class ImageContent {

  private static final String KERNEL = "/boot/mirage-os";

  /** The character by which Java replaces undecodable bytes of a file name. */
  private static final char REPLACEMENT = '\uFFFD';

  private ImageContent() {}

  /** Returns the kernel's path in the image, which the boot menu refers to. */
  static String kernelPath(boolean gzip) {
    return gzip ? KERNEL + ".gz" : KERNEL;
  }

  static Ext2Tree tree(
      Map<String, String> configuration, Path kernel, boolean gzip, List<ImageFile> files)
      throws IOException, UserFailureException {
    Ext2Tree.Builder tree = Ext2Tree.builder();
    tree.file(kernelPath(gzip), kernel);
    for (Map.Entry<String, String> file : configuration.entrySet()) {
      tree.file(file.getKey(), file.getValue().getBytes(StandardCharsets.US_ASCII));
    }
    for (ImageFile file : files) {
      add(tree, file);
    }
    return tree.build();
  }

  private static void add(Ext2Tree.Builder tree, ImageFile file)
      throws IOException, UserFailureException {
    List<Path> found;
    try (Stream<Path> walk = Files.walk(file.source(), FileVisitOption.FOLLOW_LINKS)) {
      found = walk.toList();
    }
    for (Path path : found) {
      String below = file.source().relativize(path).toString().replace(File.separatorChar, '/');
      String destination = below.isEmpty() ? file.destination() : join(file.destination(), below);
      if (below.indexOf(REPLACEMENT) >= 0) {
        throw new ImageException(
            "The name of %s is not valid UTF-8, or the locale's encoding cannot represent it.%nRename it, or run Maven in a UTF-8 locale, such as LC_ALL=C.UTF-8."
                .formatted(path));
      }
      if (Files.isDirectory(path)) {
        tree.directory(destination);
      } else {
        tree.file(destination, path);
      }
    }
  }

  /** Rejects links to nothing, at the source itself and below it, and links to a parent. */
  static void rejectDanglingLinks(ImageFile file) throws IOException, ImageException {
    try (Stream<Path> walk = Files.walk(file.source(), FileVisitOption.FOLLOW_LINKS)) {
      for (Path path : (Iterable<Path>) walk::iterator) {
        if (Files.isSymbolicLink(path) && !Files.exists(path)) {
          throw rejected(
              path, "a link to %s, which does not exist".formatted(Files.readSymbolicLink(path)));
        }
      }
    } catch (NoSuchFileException missing) {
      // The source itself is missing.
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof FileSystemLoopException loop)) {
        throw e.getCause();
      }
      throw rejected(Path.of(loop.getFile()), "a link to a directory that contains it");
    }
  }

  private static ImageException rejected(Path path, String why) {
    return new ImageException(
        "%s, to be copied to the image, is %s.%nCorrect the link, or the <source> in <files> (-Dmirage.files=SOURCE=DESTINATION,...)."
            .formatted(path, why));
  }

  private static String join(String directory, String below) {
    return directory.endsWith("/") ? directory + below : directory + "/" + below;
  }
}
