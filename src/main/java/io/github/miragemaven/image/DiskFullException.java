package io.github.miragemaven.image;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.progress.Sizes;
import java.nio.file.Path;

/** Thrown when the build machine's disk has too little free space for the image. */
public final class DiskFullException extends EnvironmentFailureException {

  private static final long serialVersionUID = 1L;

  DiskFullException(Path file, long needed, long free) {
    super(
        "The image %s needs %s, but its disk has only %s free.%nFree up space there, or move the project's build directory to another disk."
            .formatted(file, Sizes.of(needed), Sizes.of(free)));
  }
}
