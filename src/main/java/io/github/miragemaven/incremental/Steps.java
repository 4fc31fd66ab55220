package io.github.miragemaven.incremental;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Runs steps unless they are up to date, and reports their results and durations. */
public final class Steps {

  private static final Fingerprint UNKNOWN = new Fingerprint(Map.of());

  private final BuildState state;
  private final Progress progress;

  /** Runs steps with the records of this state. */
  public Steps(BuildState state, Progress progress) {
    this.state = state;
    this.progress = progress;
  }

  /** Runs the step unless it is up to date, and returns its result. */
  public <R> R run(Step<R> step) throws IOException, FailureException, InterruptedException {
    Fingerprint inputs = step.inputs();
    Optional<StepRecord> last = state.last(step.name());
    if (last.isPresent()) {
      Optional<R> unchanged = unchanged(step, inputs, last.get());
      if (unchanged.isPresent()) {
        state.digests().save();
        progress.info("up to date: " + step.summary(unchanged.get()));
        return unchanged.get();
      }
    }
    Instant start = Instant.now();
    state.begin(step.name());
    R result = step.run();
    complete(step, step.inputsAfter(inputs), result);
    progress.info(step.summary(result) + " (" + seconds(start) + ")");
    return result;
  }

  /**
   * Runs a step whose inputs cannot all be known, reports whether its outputs have changed, and
   * returns its result.
   */
  public <R> R runAlways(Step<R> step) throws IOException, FailureException, InterruptedException {
    Instant start = Instant.now();
    Optional<StepRecord> last = state.last(step.name());
    state.begin(step.name());
    R result = step.run();
    StepRecord run = complete(step, UNKNOWN, result);
    boolean unchanged = last.filter(earlier -> earlier.results().equals(run.results())).isPresent();
    if (!unchanged) {
      last.flatMap(earlier -> run.outputs().changesSince(earlier.outputs()))
          .ifPresent(change -> progress.info("changed: " + change));
    }
    progress.info(
        (unchanged ? "up to date: " : "") + step.summary(result) + " (" + seconds(start) + ")");
    return result;
  }

  private <R> StepRecord complete(Step<R> step, Fingerprint inputs, R result) throws IOException {
    StepRecord run = new StepRecord(inputs, step.outputs(result), step.describe(result));
    state.complete(step.name(), run);
    return run;
  }

  private <R> Optional<R> unchanged(Step<R> step, Fingerprint inputs, StepRecord last)
      throws IOException {
    Optional<String> change = inputs.changesSince(last.inputs());
    if (change.isPresent()) {
      progress.info("changed: " + change.get());
      return Optional.empty();
    }
    R result = step.recall(last.results());
    Optional<String> damage = step.outputs(result).changesSince(last.outputs());
    damage.ifPresent(what -> progress.info("missing or changed since the last build: " + what));
    return damage.isPresent() ? Optional.empty() : Optional.of(result);
  }

  private static String seconds(Instant start) {
    return String.format(
        Locale.ROOT, "%.1f s", Duration.between(start, Instant.now()).toMillis() / 1000.0);
  }
}
