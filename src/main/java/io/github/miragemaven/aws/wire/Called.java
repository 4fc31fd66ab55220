package io.github.miragemaven.aws.wire;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which call an exception came from, and whose. It goes along as a suppressed exception, since the
 * SDK insists on classes of its own.
 */
public final class Called extends Exception {

  private static final long serialVersionUID = 1L;

  private final String profile;

  private Called(String action, String profile) {
    super(action, null, false, false);
    this.profile = profile;
  }

  /**
   * Adds a call to what came of it.
   *
   * @param action the call, as IAM names it: {@code ec2:RegisterImage}
   * @param profile the profile whose credentials it was made with, if it was one that is named
   */
  public static <E extends Throwable> E by(String action, Optional<String> profile, E failure) {
    failure.addSuppressed(new Called(action, profile.orElse("")));
    return failure;
  }

  /** The call that an exception came from. */
  public static Optional<String> action(Throwable failure) {
    return in(failure).map(Throwable::getMessage);
  }

  /** The profile whose credentials the call was made with, if it was one that is named. */
  public static Optional<String> profile(Throwable failure) {
    return in(failure).map(called -> called.profile).filter(name -> !name.isEmpty());
  }

  private static Optional<Called> in(Throwable failure) {
    return Stream.of(failure.getSuppressed())
        .filter(Called.class::isInstance)
        .map(Called.class::cast)
        .findFirst();
  }
}
