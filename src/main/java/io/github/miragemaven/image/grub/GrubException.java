package io.github.miragemaven.image.grub;

import io.github.miragemaven.failure.EnvironmentFailureException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown when GRUB's files are not installed or cannot be used. */
public final class GrubException extends EnvironmentFailureException {

  private static final long serialVersionUID = 1L;

  private static final String HOW_TO_GET =
      "Install them (%s), or name a directory or a Debian package that has them: <grub>"
          + " (-Dmirage.grub=...).";

  private GrubException(String message) {
    super(message);
  }

  static GrubException notFound(List<Path> places) {
    return new GrubException(
        "GRUB 2 for BIOS, which boots this kernel from a disk, was found neither in %s.%n%s"
            .formatted(
                places.stream().map(Path::toString).collect(Collectors.joining(" nor in ")),
                HOW_TO_GET.formatted(GrubParts.HOW_TO_GET)));
  }

  static GrubException missing(String part, Path origin) {
    return new GrubException(
        "The part %s of GRUB 2 for BIOS is not in %s.%n%s"
            .formatted(part, origin, HOW_TO_GET.formatted(GrubParts.HOW_TO_GET)));
  }

  static GrubException damaged(String part, Path origin, String why) {
    return new GrubException(
        "The part %s of GRUB 2 in %s cannot be used: %s.%n%s"
            .formatted(part, origin, why, HOW_TO_GET.formatted(GrubParts.HOW_TO_GET)));
  }
}
