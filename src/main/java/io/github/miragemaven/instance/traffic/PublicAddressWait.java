package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.instance.Instance;
import io.github.miragemaven.instance.Instances;
import java.time.Duration;
import java.time.Instant;

/**
 * Waits for the public address of an instance that was just started. EC2 may report an instance as
 * running before it reports its address, and does not indicate whether it will have one.
 */
record PublicAddressWait(Instances instances, Execution execution) {

  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** Returns the instance with its address, or unchanged if it has none after the limit. */
  Instance of(Instance running) throws InterruptedException {
    Instance now = running;
    boolean fresh = running.launched().plus(FRESH).isAfter(execution.time().now());
    if (fresh && isWithout(now)) {
      execution.progress().info("waiting for the public address of " + now.id());
      Instant end = execution.time().now().plus(LIMIT);
      while (isWithout(now) && execution.time().now().isBefore(end)) {
        execution.time().pass(PAUSE);
        now = instances.find(now.id()).orElse(now);
      }
      if (isWithout(now)) {
        execution
            .progress()
            .info(
                "%s has no public address after %d s; continuing without one"
                    .formatted(now.id(), LIMIT.toSeconds()));
      }
    }
    return now;
  }

  private static boolean isWithout(Instance instance) {
    return instance.addresses().publicIp().isEmpty();
  }
}
