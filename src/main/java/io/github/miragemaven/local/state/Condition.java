package io.github.miragemaven.local.state;

import io.github.miragemaven.local.state.Instance.Phase;
import io.github.miragemaven.local.state.Instance.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of an instance.
 *
 * @param phase the current phase
 * @param pollsLeft how many more times this phase is described before the next one
 * @param consolePolls how many more requests for console output return nothing
 * @param reason the reason for the last state change
 * @param since when the phase began
 */
public record Condition(
    Phase phase, int pollsLeft, int consolePolls, Optional<Reason> reason, Instant since) {

  /** Returns this state with other counts. */
  Condition with(int left, int console) {
    return new Condition(phase, left, console, reason, since);
  }

  /**
   * Returns the next state if no polls are left. Console output is posted when the instance is off.
   */
  Condition settled(Instant now) {
    Phase next =
        switch (phase) {
          case PENDING, RUNNING -> Phase.RUNNING;
          case STOPPING, STOPPED -> Phase.STOPPED;
          case FAILING, SHUTTING_DOWN, TERMINATED -> Phase.TERMINATED;
        };
    if (pollsLeft > 0 || next == phase) {
      return this;
    }
    return new Condition(next, 0, next == Phase.RUNNING ? consolePolls : 0, reason, now);
  }
}
