package io.github.miragemaven.local.state;

import java.io.IOException;
import java.nio.file.Path;

/** Thrown if a record's file is empty or damaged, as a power failure may leave it. */
public final class DamagedRecordException extends IOException {

  /** The error code of requests that need the record. AWS has no such error. */
  public static final String CODE = "LocalRecordDamaged";

  private static final long serialVersionUID = 1L;

  DamagedRecordException(Path file, Throwable cause) {
    super(
        "The file %s of the region on this machine is empty or damaged, perhaps by a power failure.%nDelete the region's directory, %s, to start with an empty region."
            .formatted(file, file.getParent().getParent()),
        cause);
  }
}
