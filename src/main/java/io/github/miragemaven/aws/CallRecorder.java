package io.github.miragemaven.aws;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Adds to each exception of the SDK's clients which call it came from. The SDK insists on the
 * exception's own class, so that goes into a suppressed one.
 */
final class CallRecorder implements ExecutionInterceptor {

  /** The call, as IAM names it: {@code ec2:RegisterImage}. */
  private static final class Called extends Exception {

    private static final long serialVersionUID = 1L;

    Called(String action) {
      super(action, null, false, false);
    }
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
                + call.getAttribute(SdkExecutionAttribute.OPERATION_NAME)));
    return failure;
  }

  /** The call that an exception came from. */
  static Optional<String> action(Throwable failure) {
    return Stream.of(failure.getSuppressed())
        .filter(Called.class::isInstance)
        .map(Throwable::getMessage)
        .findFirst();
  }
}
