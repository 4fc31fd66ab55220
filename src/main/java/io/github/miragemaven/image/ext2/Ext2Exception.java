package io.github.miragemaven.image.ext2;

import io.github.miragemaven.failure.UserFailureException;

/** Thrown when content or settings cannot be represented in the ext2 file system. */
public final class Ext2Exception extends UserFailureException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message for the user. */
  public Ext2Exception(String message) {
    super(message);
  }
}
