package io.github.miragemaven.image.ext2;

import io.github.miragemaven.failure.UserFailureException;

/** Content or settings that an ext2 file system of the kind written here cannot hold. */
public final class Ext2Exception extends UserFailureException {

  private static final long serialVersionUID = 1L;

  /** Makes a failure with the message that the user reads. */
  public Ext2Exception(String message) {
    super(message);
  }
}
