package io.github.miragemaven.aws;

import java.util.Locale;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Records in each SDK exception the call that failed and the profile of its credentials. */
final class CallRecorder implements ExecutionInterceptor {

  private final ChosenProfile profile;

  /**
   * Creates a recorder for one client.
   *
   * @param profile the profile of the client, which supplies its credentials if a setting names it
   */
  CallRecorder(ChosenProfile profile) {
    this.profile = profile;
  }

  @Override
  public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes call) {
    String service = call.getAttribute(SdkExecutionAttribute.SERVICE_NAME).toLowerCase(Locale.ROOT);
    // IAM uses one prefix for both versions of Elastic Load Balancing.
    String action =
        service.replace("elasticloadbalancingv2", "elasticloadbalancing")
            + ":"
            + call.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    return FailedCall.record(
        action, profile.origin().map(origin -> profile.name()), context.exception());
  }
}
