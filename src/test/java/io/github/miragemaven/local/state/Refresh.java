package io.github.miragemaven.local.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.miragemaven.local.state.ScalingGroup.Template;
import java.time.Instant;
import java.util.Optional;

/**
 * A refresh of an Auto Scaling group's instances.
 *
 * @param id a UUID
 * @param phase the current phase
 * @param desired the desired launch settings
 * @param plan how it will proceed
 * @param pollsLeft how many more times it is described as in progress
 * @param started when it was requested
 */
public record Refresh(
    String id, Phase phase, Optional<Template> desired, Plan plan, int pollsLeft, Instant started) {

  /** The phases of a refresh, named as in the InstanceRefresh data type. */
  public enum Phase {
    /** It is in progress. */
    IN_PROGRESS("InProgress", true),
    /** All instances were replaced. */
    SUCCESSFUL("Successful", false),
    /** It stopped halfway. */
    FAILED("Failed", false),
    /** It is being canceled. */
    CANCELLING("Cancelling", true),
    /** It was canceled. */
    CANCELLED("Cancelled", false),
    /** The replaced instances are being rolled back. */
    ROLLING_BACK("RollbackInProgress", true),
    /** The rollback failed. */
    ROLLBACK_FAILED("RollbackFailed", false),
    /** All instances were rolled back. */
    ROLLED_BACK("RollbackSuccessful", false);

    private final String state;
    private final boolean active;

    Phase(String state, boolean active) {
      this.state = state;
      this.active = active;
    }
  }

  /**
   * How a refresh proceeds.
   *
   * @param polls the number of steps
   * @param fails whether it fails halfway
   * @param rollsBack whether it is then rolled back automatically
   * @param rollbackFails whether the rollback fails, too
   */
  public record Plan(int polls, boolean fails, boolean rollsBack, boolean rollbackFails) {}

  /** Returns the state's name in the API. */
  public String state() {
    return phase == Phase.IN_PROGRESS && pollsLeft == plan.polls() ? "Pending" : phase.state;
  }

  /** Tells whether it is active; a group has at most one active refresh. */
  @JsonIgnore
  public boolean isActive() {
    return phase.active;
  }

  /** Returns the progress in percent, also after it ended. */
  public int percentage() {
    return plan.polls() == 0 ? 100 : 100 * (plan.polls() - pollsLeft) / plan.polls();
  }

  /** Returns the reason for its state. */
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

  /** Returns this refresh after it was described once more. */
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

  /** Returns this refresh, being canceled. */
  public Refresh cancelled() {
    return in(Phase.CANCELLING, pollsLeft);
  }

  /** Returns this refresh, being rolled back. */
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
