package io.github.miragemaven.aws;

import io.github.miragemaven.aws.wire.Route;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Looks which way a client's calls go. The SDK finds it from the region, its environment variables
 * and its configuration files.
 */
final class RouteFinder implements ExecutionInterceptor {

  private volatile Optional<Route> found = Optional.empty();
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  @Override
  public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes call) {
    if (found.isEmpty()) {
      found = Route.of(context.httpRequest());
    }
    runWaiting();
  }

  /** Does something when the way is known: now, or when the first call is sent. */
  void whenFound(Runnable action) {
    waiting.add(action);
    runWaiting();
  }

  private void runWaiting() {
    if (found.isPresent()) {
      for (Runnable action = waiting.poll(); action != null; action = waiting.poll()) {
        action.run();
      }
    }
  }

  /** The way; empty before the first call. */
  Optional<Route> found() {
    return found;
  }
}
