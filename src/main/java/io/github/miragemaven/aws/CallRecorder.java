package io.github.miragemaven.aws;

import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Adds to each exception of the SDK's clients which call it came from, and whose. */
final class CallRecorder implements ExecutionInterceptor {

  private final Optional<String> profile;

  /**
   * For the calls of a client.
   *
   * @param profile the profile whose credentials it has; empty where they are of none that is named
   */
  CallRecorder(Optional<String> profile) {
    this.profile = profile;
  }

  @Override
  public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes call) {
    String service = call.getAttribute(SdkExecutionAttribute.SERVICE_NAME).toLowerCase(Locale.ROOT);
    // The only service here whose second version IAM gives no name of its own.
    String action =
        service.replace("elasticloadbalancingv2", "elasticloadbalancing")
            + ":"
            + call.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    return FailedCall.record(action, profile, context.exception());
  }
}
