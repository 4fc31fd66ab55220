package io.github.miragemaven.aws.wire;

import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Which call an exception came from, as IAM names it: {@code ec2:RegisterImage}. It goes along as a
 * suppressed exception, since the SDK insists on classes of its own.
 */
public final class Called extends Exception {

  private static final long serialVersionUID = 1L;

  private Called(String action) {
    super(action, null, false, false);
  }

  /** Adds the call to what came of it. */
  public static <E extends Throwable> E by(String action, E failure) {
    failure.addSuppressed(new Called(action));
    return failure;
  }

  /** The call that an exception came from. */
  public static Optional<String> in(SdkException failure) {
    return Stream.of(failure.getSuppressed())
        .filter(Called.class::isInstance)
        .map(Throwable::getMessage)
        .findFirst();
  }
}
