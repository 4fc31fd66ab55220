package io.github.miragemaven.image.grub;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of GRUB 2 for BIOS machines (platform {@code i386-pc}) as distributions install them:
 * boot sectors, GRUB's kernel and modules.
 */
public final class GrubParts {

  /** The commands that install the files. */
  public static final String HOW_TO_INSTALL =
      "apt-get install grub-pc-bin | dnf install grub2-pc-modules | brew install i686-elf-grub";

  /** The file whose presence identifies an installation. */
  private static final String KERNEL = "kernel.img";

  private static final List<Path> INSTALL_DIRECTORIES =
      List.of(
          Path.of("/usr/lib/grub/i386-pc"),
          Path.of("/usr/share/grub2/i386-pc"),
          Path.of("/opt/homebrew/lib/i686-elf/grub/i386-pc"),
          Path.of("/usr/local/lib/i686-elf/grub/i386-pc"));

  private final Path origin;
  private final Source source;

  /** Reads a file by name. */
  @FunctionalInterface
  private interface Source {

    Optional<byte[]> read(String name) throws IOException;
  }

  private GrubParts(Path origin, Source source) {
    this.origin = origin;
    this.source = source;
  }

  /**
   * Finds the files in the given location, or else where distributions install them.
   *
   * @param named a directory, or a Debian package or a ZIP or TAR archive with a directory {@code
   *     i386-pc}
   * @throws FailureException if there are no such files
   */
  public static GrubParts find(Optional<Path> named) throws FailureException, IOException {
    if (named.isPresent()) {
      return at(named.get());
    }
    Path found = installed().orElseThrow(() -> GrubException.notFound(INSTALL_DIRECTORIES));
    return new GrubParts(found, directory(found));
  }

  /**
   * Returns the directory in which the files are installed on this machine; empty if they are not.
   */
  public static Optional<Path> installed() {
    return INSTALL_DIRECTORIES.stream()
        .filter(directory -> Files.isReadable(directory.resolve(KERNEL)))
        .findFirst();
  }

  private static GrubParts at(Path named) throws FailureException, IOException {
    if (Files.isDirectory(named)) {
      Path inside = named.resolve(PartsArchive.PLATFORM);
      Path found = Files.isDirectory(inside) ? inside : named;
      return new GrubParts(found, directory(found));
    }
    if (!Files.isRegularFile(named)) {
      throw new UserFailureException(
          "There is no directory or file %s with GRUB's files.%nCorrect <grub> (-Dmirage.grub=...), or remove it to use the installed GRUB."
              .formatted(named));
    }
    Map<String, byte[]> parts = PartsArchive.read(named);
    return new GrubParts(named, name -> Optional.ofNullable(parts.get(name)));
  }

  private static Source directory(Path directory) {
    return name -> {
      Path file = directory.resolve(name);
      return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    };
  }

  /** Returns the directory or archive that contains the files. */
  Path origin() {
    return origin;
  }

  /** Returns the content of the file with this name. */
  byte[] part(String name) throws GrubException, IOException {
    return source.read(name).orElseThrow(() -> GrubException.missing(name, origin));
  }

  /** Returns the content of a module by its name without the extension. */
  byte[] module(String name) throws GrubException, IOException {
    return part(name + ".mod");
  }
}
