package io.github.miragemaven.aws;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Adds to each exception of the SDK's clients which call it came from, and whose. The SDK insists
 * on the exception's own class, so that goes into a suppressed one.
 */
final class CallRecorder implements ExecutionInterceptor {

  /** The call, as IAM names it: {@code ec2:RegisterImage}. */
  private static final class Called extends Exception {

    private static final long serialVersionUID = 1L;

    private final String profile;

    Called(String action, String profile) {
      super(action, null, false, false);
      this.profile = profile;
    }
  }

  private final String profile;

  /**
   * For the calls of a client.
   *
   * @param profile the profile whose credentials it has; empty where they are of none that is named
   */
  CallRecorder(Optional<String> profile) {
    this.profile = profile.orElse("");
  }

  @Override
  public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes call) {
    Throwable failure = context.exception();
    String service = call.getAttribute(SdkExecutionAttribute.SERVICE_NAME).toLowerCase(Locale.ROOT);
    // The only service here whose second version IAM gives no name of its own.
    failure.addSuppressed(
        new Called(
            service.replace("elasticloadbalancingv2", "elasticloadbalancing")
                + ":"
                + call.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
            profile));
    return failure;
  }

  /** The call that an exception came from. */
  static Optional<String> action(Throwable failure) {
    return called(failure).map(Throwable::getMessage);
  }

  /** The profile whose credentials the call was made with, if it was one that is named. */
  static Optional<String> profile(Throwable failure) {
    return called(failure).map(called -> called.profile).filter(name -> !name.isEmpty());
  }

  private static Optional<Called> called(Throwable failure) {
    return Stream.of(failure.getSuppressed())
        .filter(Called.class::isInstance)
        .map(Called.class::cast)
        .findFirst();
  }
}
