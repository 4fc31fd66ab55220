package io.github.miragemaven.image.grub;

import io.github.miragemaven.failure.EnvironmentFailureException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown when GRUB's files are not installed or cannot be used. */
public final class GrubException extends EnvironmentFailureException {

  private static final long serialVersionUID = 1L;

  private static final String HOW_TO_INSTALL =
      "Install GRUB's files (%s), or set <grub> (-Dmirage.grub=...) to a directory or a Debian"
          + " package that contains them.";

  private GrubException(String message) {
    super(message);
  }

  static GrubException notFound(List<Path> directories) {
    return new GrubException(
        "GRUB 2 for BIOS, which boots this kernel from a disk, is not installed: none of these directories has its files: %s.%n%s"
            .formatted(
                directories.stream().map(Path::toString).collect(Collectors.joining(", ")),
                HOW_TO_INSTALL.formatted(GrubParts.HOW_TO_INSTALL)));
  }

  static GrubException missing(String part, Path origin) {
    return new GrubException(
        "The file %s of GRUB 2 for BIOS is missing from %s.%n%s"
            .formatted(part, origin, HOW_TO_INSTALL.formatted(GrubParts.HOW_TO_INSTALL)));
  }

  static GrubException damaged(String part, Path origin, String why) {
    return new GrubException(
        "The file %s of GRUB 2 in %s cannot be used: %s.%n%s"
            .formatted(part, origin, why, HOW_TO_INSTALL.formatted(GrubParts.HOW_TO_INSTALL)));
  }
}
