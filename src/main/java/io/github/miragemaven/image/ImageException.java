package io.github.miragemaven.image;

import io.github.miragemaven.failure.UserFailureException;

/** An image that cannot be made of what was asked for. */
public final class ImageException extends UserFailureException {

  private static final long serialVersionUID = 1L;

  /** Makes a failure with the message that the user reads. */
  public ImageException(String message) {
    super(message);
  }
}
