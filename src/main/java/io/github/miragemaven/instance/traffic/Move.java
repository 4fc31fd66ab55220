package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.instance.Instance;
import io.github.miragemaven.instance.Instances;
import io.github.miragemaven.progress.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Leads a public name from one instance to another, and marks both: all of it or, if something
 * fails, nothing.
 *
 * <p>The instance that the name comes to is marked before, and the one that it leaves afterwards. A
 * run that is killed in between leaves the name where it leads either to the one or to the other,
 * and the marks tell the next run what is left to do.
 */
final class Move {

  /** Tags that a move changes, with what they were. */
  private static final Set<String> MARKS = Set.of(TagKeys.BEFORE, TagKeys.DUE);

  private final Signpost signpost;
  private final Instances instances;
  private final Progress progress;

  Move(Signpost signpost, Instances instances, Progress progress) {
    this.signpost = signpost;
    this.instances = instances;
    this.progress = progress;
  }

  /**
   * What is done.
   *
   * @param from where the name shall not lead any more
   * @param left the project's instances there
   * @param to where the name shall lead
   * @param reached the instance there; empty if none is known
   * @param before what that one is to remember as what had the name before it; empty to leave its
   *     memory
   * @param due until when those that were left stay
   */
  record Order(
      Set<String> from,
      List<Instance> left,
      Set<String> to,
      Optional<Instance> reached,
      Optional<String> before,
      Instant due) {}

  /** Does it. */
  void carryOut(Order order) throws FailureException, InterruptedException {
    boolean done = false;
    boolean hurried = false;
    try {
      if (order.reached().isPresent()) {
        welcome(order.reached().get(), order.before());
      }
      signpost.lead(order.from(), order.to());
      for (Instance left : order.left()) {
        markDue(left, order.due());
      }
      signpost.letGo(order.from());
      done = true;
    } catch (InterruptedException | AbortedException e) {
      hurried = true;
      throw e;
    } finally {
      if (!done) {
        undoInPeace(order, hurried);
      }
    }
  }

  private void welcome(Instance reached, Optional<String> before) {
    before.ifPresent(what -> instances.tag(reached.id(), Map.of(TagKeys.BEFORE, what)));
    if (reached.due().isPresent()) {
      instances.untag(reached.id(), TagKeys.DUE);
    }
  }

  /** Says until when an instance stays. */
  void markDue(Instance left, Instant due) {
    instances.tag(left.id(), Map.of(TagKeys.DUE, due.toString()));
  }

  private void undoInPeace(Order order, boolean hurried) {
    boolean interrupted = Thread.interrupted();
    try {
      interrupted |= leadBack(order, hurried || interrupted);
      order.reached().ifPresent(this::restore);
      order.left().forEach(this::restore);
      progress.info("undone: %s leads where it led before".formatted(signpost.name()));
      if (!hurried && !interrupted) {
        signpost.letGo(order.to());
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (SdkException | FailureException e) {
      progress.warn(
          "%s could not be led back to %s: %s%nThe next mvn mirage:switch leads it to one instance."
              .formatted(signpost.name(), String.join(", ", order.from()), e.getMessage()));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Leads the name back. A process that is being ended has less time than a load balancer takes, so
   * then nothing is waited for, nor where waiting fails.
   *
   * @return whether it was interrupted meanwhile
   */
  private boolean leadBack(Order order, boolean hurried) throws FailureException {
    boolean interrupted = false;
    if (!hurried) {
      try {
        signpost.lead(order.to(), order.from());
        return false;
      } catch (InterruptedException | AbortedException e) {
        interrupted = true;
      } catch (SdkException | FailureException e) {
        progress.info("not waiting any longer: " + e.getMessage());
      }
    }
    interrupted |= Thread.interrupted();
    signpost.leadAtOnce(order.to(), order.from());
    return interrupted;
  }

  private void restore(Instance instance) {
    for (String mark : MARKS) {
      Optional<String> was = Optional.ofNullable(instance.tags().get(mark));
      was.ifPresentOrElse(
          value -> instances.tag(instance.id(), Map.of(mark, value)),
          () -> instances.untag(instance.id(), mark));
    }
  }
}
