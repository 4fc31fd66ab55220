package io.github.miragemaven.image;

import io.github.miragemaven.failure.UserFailureException;

/** Thrown when no image can be made with the given settings or files. */
public final class ImageException extends UserFailureException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message for the user. */
  public ImageException(String message) {
    super(message);
  }
}
