package io.github.miragemaven.archive;

import io.github.miragemaven.failure.UserFailureException;

/** A site that cannot be archived, or an archive that is damaged. */
public final class ArchiveException extends UserFailureException {

  private static final long serialVersionUID = 1L;

  ArchiveException(String message) {
    super(message);
  }

  ArchiveException(String message, Throwable cause) {
    super(message, cause);
  }
}
