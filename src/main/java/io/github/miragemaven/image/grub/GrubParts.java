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
 * The parts of GRUB 2 for BIOS machines (platform {@code i386-pc}): boot sectors, the kernel of
 * GRUB itself and its modules, as distributions install them.
 */
public final class GrubParts {

  /** What to type to have the parts installed. */
  public static final String HOW_TO_GET =
      "apt-get install grub-pc-bin | dnf install grub2-pc-modules | brew install i686-elf-grub";

  /** A part that every set has, by which one is recognised. */
  private static final String KERNEL = "kernel.img";

  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/lib/grub/i386-pc"),
          Path.of("/usr/share/grub2/i386-pc"),
          Path.of("/opt/homebrew/lib/i686-elf/grub/i386-pc"),
          Path.of("/usr/local/lib/i686-elf/grub/i386-pc"));

  private final Path origin;
  private final Source source;

  /** Reads a part by its file's name. */
  @FunctionalInterface
  private interface Source {

    Optional<byte[]> read(String name) throws IOException;
  }

  private GrubParts(Path origin, Source source) {
    this.origin = origin;
    this.source = source;
  }

  /**
   * The parts in the place that is named, or else in one of those where distributions put them.
   *
   * @param named a directory, or a Debian package or ZIP archive that holds a directory {@code
   *     i386-pc}
   * @throws FailureException if no parts are there
   */
  public static GrubParts find(Optional<Path> named) throws FailureException, IOException {
    if (named.isPresent()) {
      return in(named.get());
    }
    Path place = installed().orElseThrow(() -> GrubException.notFound(PLACES));
    return new GrubParts(place, directory(place));
  }

  /** Where on this machine the parts are installed, if they are. */
  public static Optional<Path> installed() {
    return PLACES.stream().filter(place -> Files.isReadable(place.resolve(KERNEL))).findFirst();
  }

  private static GrubParts in(Path named) throws FailureException, IOException {
    if (Files.isDirectory(named)) {
      Path inside = named.resolve(PartsArchive.PLATFORM);
      Path place = Files.isDirectory(inside) ? inside : named;
      return new GrubParts(place, directory(place));
    }
    if (!Files.isRegularFile(named)) {
      throw new UserFailureException(
          "The place %s for GRUB's parts is not there.%nCorrect <grub> (-Dmirage.grub=...), or leave it out to take what is installed."
              .formatted(named));
    }
    Map<String, byte[]> parts = PartsArchive.read(named);
    return new GrubParts(named, name -> Optional.ofNullable(parts.get(name)));
  }

  private static Source directory(Path place) {
    return name -> {
      Path file = place.resolve(name);
      return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    };
  }

  /** Where they come from. */
  Path origin() {
    return origin;
  }

  /** The part in the file of that name. */
  byte[] part(String name) throws GrubException, IOException {
    return source.read(name).orElseThrow(() -> GrubException.missing(name, origin));
  }

  /** A module, by its name without the ending. */
  byte[] module(String name) throws GrubException, IOException {
    return part(name + ".mod");
  }
}
