package io.github.miragemaven.aws;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Records which AWS call an exception came from. It travels as a suppressed exception, because the
 * SDK does not let an interceptor replace its exception types.
 */
final class FailedCall extends Exception {

  private static final long serialVersionUID = 1L;

  private final String profile;

  private FailedCall(String action, String profile) {
    super(action, null, false, false);
    this.profile = profile;
  }

  /**
   * Adds the call to its exception.
   *
   * @param action the IAM action, such as {@code ec2:RegisterImage}
   * @param profile the named profile that supplied the credentials, if any
   */
  static <E extends Throwable> E record(String action, Optional<String> profile, E failure) {
    failure.addSuppressed(new FailedCall(action, profile.orElse("")));
    return failure;
  }

  /** Returns the IAM action of the call that failed. */
  static Optional<String> action(Throwable failure) {
    return in(failure).map(Throwable::getMessage);
  }

  /** Returns the named profile that supplied the call's credentials, if any. */
  static Optional<String> profile(Throwable failure) {
    return in(failure).map(call -> call.profile).filter(name -> !name.isEmpty());
  }

  private static Optional<FailedCall> in(Throwable failure) {
    return Stream.of(failure.getSuppressed())
        .filter(FailedCall.class::isInstance)
        .map(FailedCall.class::cast)
        .findFirst();
  }
}
