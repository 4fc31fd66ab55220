package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.instance.Instance;
import io.github.miragemaven.instance.Instances;
import io.github.miragemaven.process.Uninterruptibly;
import io.github.miragemaven.progress.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Reroutes traffic from one instance to another and tags both. If a step fails, undoes the others.
 *
 * <p>The new instance is tagged before the traffic moves, the replaced one afterwards. If the
 * process is killed in between, the traffic goes to one of the two, and the next run completes the
 * move from the tags.
 */
final class Move {

  /** The tags that a move changes. */
  private static final Set<String> TAG_KEYS = Set.of(TagKeys.BEFORE, TagKeys.DUE);

  private final TrafficTarget target;
  private final Instances instances;
  private final Progress progress;

  Move(TrafficTarget target, Instances instances, Progress progress) {
    this.target = target;
    this.instances = instances;
    this.progress = progress;
  }

  /**
   * A requested move.
   *
   * @param from the targets to remove
   * @param replaced the project's instances that they belong to
   * @param to the new targets
   * @param receiver the instance that they belong to, if known
   * @param before the predecessor to record in that instance's tags; empty to leave the tag
   * @param due the time until which the replaced instances keep running
   */
  record Order(
      Set<String> from,
      List<Instance> replaced,
      Set<String> to,
      Optional<Instance> receiver,
      Optional<String> before,
      Instant due) {}

  /** Makes the move. */
  void carryOut(Order order) throws FailureException, InterruptedException {
    boolean done = false;
    boolean hurried = false;
    try {
      if (order.receiver().isPresent()) {
        tagReceiver(order.receiver().get(), order.before());
      }
      target.reroute(order.from(), order.to());
      for (Instance replaced : order.replaced()) {
        tagDue(replaced, order.due());
      }
      target.awaitDrain(order.from());
      done = true;
    } catch (InterruptedException | AbortedException e) {
      hurried = true;
      throw e;
    } finally {
      if (!done) {
        undoUninterruptibly(order, hurried);
      }
    }
  }

  private void tagReceiver(Instance receiver, Optional<String> before) {
    before.ifPresent(value -> instances.tag(receiver.id(), Map.of(TagKeys.BEFORE, value)));
    if (receiver.due().isPresent()) {
      instances.untag(receiver.id(), TagKeys.DUE);
    }
  }

  /** Tags an instance with the time until which it keeps running. */
  void tagDue(Instance replaced, Instant due) {
    instances.tag(replaced.id(), Map.of(TagKeys.DUE, due.toString()));
  }

  private void undoUninterruptibly(Order order, boolean interrupted) {
    boolean hurried = interrupted || Thread.currentThread().isInterrupted();
    Uninterruptibly.run(
        () -> {
          try {
            undo(order, hurried);
          } catch (SdkException | FailureException e) {
            progress.warn(
                "%s could not be routed back to %s: %s%nThe next mvn mirage:switch repairs it."
                    .formatted(target.name(), String.join(", ", order.from()), e.getMessage()));
          }
        });
  }

  /**
   * Routes the traffic back and restores the tags.
   *
   * @param hurried whether the process is being ended: it then has less time than a load balancer
   *     needs, so this does not wait
   */
  private void undo(Order order, boolean hurried) throws FailureException, InterruptedException {
    boolean interrupted = routeBack(order, hurried);
    order.receiver().ifPresent(this::restore);
    order.replaced().forEach(this::restore);
    progress.info("undone: %s routes as before".formatted(target.name()));
    if (interrupted) {
      throw new InterruptedException();
    }
    if (!hurried) {
      target.awaitDrain(order.to());
    }
  }

  /**
   * Routes the traffic back.
   *
   * @return whether the thread was interrupted meanwhile
   */
  private boolean routeBack(Order order, boolean hurried) throws FailureException {
    boolean interrupted = false;
    if (!hurried) {
      try {
        target.reroute(order.to(), order.from());
        return false;
      } catch (InterruptedException | AbortedException e) {
        interrupted = true;
      } catch (SdkException | FailureException e) {
        progress.info("no longer waiting: " + e.getMessage());
      }
    }
    interrupted |= Thread.interrupted();
    target.rerouteWithoutWaiting(order.to(), order.from());
    return interrupted;
  }

  private void restore(Instance instance) {
    for (String key : TAG_KEYS) {
      Optional<String> was = Optional.ofNullable(instance.tags().get(key));
      was.ifPresentOrElse(
          value -> instances.tag(instance.id(), Map.of(key, value)),
          () -> instances.untag(instance.id(), key));
    }
  }
}
