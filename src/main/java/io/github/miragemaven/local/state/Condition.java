package io.github.miragemaven.local.state;

import io.github.miragemaven.local.state.Instance.Phase;
import io.github.miragemaven.local.state.Instance.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * What an instance does now.
 *
 * @param phase what it does
 * @param pollsLeft how many more times it is described so, where it will be something else
 * @param consolePolls how many more times its console is asked for in vain
 * @param reason why it is not running
 * @param since since when
 */
public record Condition(
    Phase phase, int pollsLeft, int consolePolls, Optional<Reason> reason, Instant since) {

  /** The same with other counts. */
  Condition with(int left, int console) {
    return new Condition(phase, left, console, reason, since);
  }

  /** What comes next, where no polls are left; when it is off its console is posted. */
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
