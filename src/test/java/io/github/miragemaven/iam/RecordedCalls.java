package io.github.miragemaven.iam;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Takes down the calls that the SDK's clients make. The SDK loads it, in tests alone, for every
 * client: it is named in {@code software/amazon/awssdk/global/handlers/execution.interceptors}.
 */
public final class RecordedCalls implements ExecutionInterceptor {

  /** The calls since the last start, if they are taken down. */
  private static volatile Optional<List<Call>> calls = Optional.empty();

  /**
   * A call.
   *
   * @param action as IAM names it: {@code ec2:RegisterImage}
   * @param region the region that is called
   * @param request what was asked for
   * @param response what was answered, in the call's second record
   */
  record Call(String action, String region, SdkRequest request, Optional<SdkResponse> response) {}

  /** Takes calls down from now on. */
  static void start() {
    calls = Optional.of(new CopyOnWriteArrayList<>());
  }

  /** What was called since the start, in order: each call when it is made and when it succeeds. */
  static List<Call> stop() {
    List<Call> recorded = List.copyOf(calls.orElseThrow());
    calls = Optional.empty();
    return recorded;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    record(context.request(), Optional.empty(), attributes);
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    record(context.request(), Optional.of(context.response()), attributes);
  }

  private static void record(
      SdkRequest request, Optional<SdkResponse> response, ExecutionAttributes attributes) {
    calls.ifPresent(
        list ->
            list.add(
                new Call(
                    attributes
                            .getAttribute(SdkExecutionAttribute.SERVICE_NAME)
                            .toLowerCase(Locale.ROOT)
                            .replace("elasticloadbalancingv2", "elasticloadbalancing")
                        + ":"
                        + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
                    attributes.getAttribute(AwsExecutionAttribute.AWS_REGION).id(),
                    request,
                    response)));
  }
}
