package io.github.miragemaven.local.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.miragemaven.local.state.ScalingGroup.Template;
import java.time.Instant;
import java.util.Optional;

/**
 * A refresh of an Auto Scaling group's instances.
 *
 * @param id a UUID
 * @param phase what it does
 * @param desired what the instances are launched with
 * @param plan how it will go
 * @param pollsLeft how many more times it is described as it goes on
 * @param started when it was asked for
 */
public record Refresh(
    String id, Phase phase, Optional<Template> desired, Plan plan, int pollsLeft, Instant started) {

  /** What a refresh does; the names are those of the InstanceRefresh data type. */
  public enum Phase {
    /** It goes on. */
    IN_PROGRESS("InProgress", true),
    /** All instances are new. */
    SUCCESSFUL("Successful", false),
    /** It has stopped in the middle. */
    FAILED("Failed", false),
    /** It will stop. */
    CANCELLING("Cancelling", true),
    /** It has stopped, as was asked for. */
    CANCELLED("Cancelled", false),
    /** The instances that it has replaced are replaced again. */
    ROLLING_BACK("RollbackInProgress", true),
    /** The way back has failed. */
    ROLLBACK_FAILED("RollbackFailed", false),
    /** All instances are as they were. */
    ROLLED_BACK("RollbackSuccessful", false);

    private final String state;
    private final boolean active;

    Phase(String state, boolean active) {
      this.state = state;
      this.active = active;
    }
  }

  /**
   * How a refresh goes.
   *
   * @param polls in how many steps
   * @param fails whether it fails half way
   * @param rollsBack whether it is rolled back by itself then
   * @param rollbackFails whether that fails too
   */
  public record Plan(int polls, boolean fails, boolean rollsBack, boolean rollbackFails) {}

  /** The state as AWS names it. */
  public String state() {
    return phase == Phase.IN_PROGRESS && pollsLeft == plan.polls() ? "Pending" : phase.state;
  }

  /** Whether there is only one such at a time. */
  @JsonIgnore
  public boolean isActive() {
    return phase.active;
  }

  /** How much of it is done, or was done when it ended, in percent. */
  public int percentage() {
    return plan.polls() == 0 ? 100 : 100 * (plan.polls() - pollsLeft) / plan.polls();
  }

  /** Why it has come to that. */
  public Optional<String> reason() {
    return switch (phase) {
      case FAILED, ROLLING_BACK, ROLLED_BACK, ROLLBACK_FAILED ->
          plan.fails()
              ? Optional.of("An instance failed its health check, and was not replaced in time.")
              : Optional.of("Rollback was asked for.");
      case CANCELLING, CANCELLED -> Optional.of("Cancelled due to user request.");
      case IN_PROGRESS, SUCCESSFUL -> Optional.empty();
    };
  }

  /** This refresh after it was described once more. */
  public Refresh polled() {
    return switch (phase) {
      case IN_PROGRESS -> goneOn();
      case CANCELLING -> in(Phase.CANCELLED, pollsLeft);
      case ROLLING_BACK ->
          pollsLeft < plan.polls()
              ? in(Phase.ROLLING_BACK, pollsLeft + 1)
              : in(plan.rollbackFails() ? Phase.ROLLBACK_FAILED : Phase.ROLLED_BACK, pollsLeft);
      default -> this;
    };
  }

  private Refresh goneOn() {
    int left = Math.max(0, pollsLeft - 1);
    if (plan.fails() && left <= plan.polls() / 2) {
      return in(plan.rollsBack() ? Phase.ROLLING_BACK : Phase.FAILED, left);
    }
    return in(left == 0 ? Phase.SUCCESSFUL : Phase.IN_PROGRESS, left);
  }

  private Refresh in(Phase next, int left) {
    return new Refresh(id, next, desired, plan, left, started);
  }

  /** This refresh, to be stopped where it is. */
  public Refresh cancelled() {
    return in(Phase.CANCELLING, pollsLeft);
  }

  /** This refresh, being rolled back. */
  public Refresh rolledBack(boolean failing) {
    return new Refresh(
        id,
        Phase.ROLLING_BACK,
        desired,
        new Plan(plan.polls(), plan.fails(), plan.rollsBack(), failing),
        pollsLeft,
        started);
  }
}
