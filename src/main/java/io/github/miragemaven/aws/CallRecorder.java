package io.github.miragemaven.aws;

import io.github.miragemaven.aws.wire.Called;
import java.util.Locale;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Adds to each exception of the SDK's clients which call it came from. */
final class CallRecorder implements ExecutionInterceptor {

  @Override
  public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes call) {
    String service = call.getAttribute(SdkExecutionAttribute.SERVICE_NAME).toLowerCase(Locale.ROOT);
    // The only service here whose second version IAM gives no name of its own.
    return Called.by(
        service.replace("elasticloadbalancingv2", "elasticloadbalancing")
            + ":"
            + call.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
        context.exception());
  }
}
