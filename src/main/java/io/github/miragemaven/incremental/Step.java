package io.github.miragemaven.incremental;

import io.github.miragemaven.failure.FailureException;
import java.io.IOException;
import java.util.Map;

/**
 * One step of the road that is taken again only when something that counts has changed.
 *
 * @param <R> the record that the step hands on
 */
public interface Step<R> {

  /** The step's name, which is its goal's: {@code site}, {@code configure}, … */
  String name();

  /** Everything that counts for what the step makes. */
  Fingerprint inputs() throws IOException, FailureException, InterruptedException;

  /** Takes the step. */
  R run() throws IOException, FailureException, InterruptedException;

  /**
   * What is recorded as this run's inputs. A step that leaves files of its own among its inputs
   * adds them here, so that they do not count as changed next time; what it found there keeps the
   * digest it had before, so that a change made during the run is noticed.
   *
   * @param before what {@link #inputs} gave before the run
   */
  default Fingerprint inputsAfter(Fingerprint before) throws IOException {
    return before;
  }

  /** The state of the files that the step left, compared when it is to be taken again. */
  Fingerprint outputs(R result) throws IOException;

  /** The result as text, for {@link #recall}. */
  Map<String, String> describe(R result);

  /** The result of an earlier run, from what {@link #describe} gave. */
  R recall(Map<String, String> description);

  /** The result in half a line, for the user: {@code 42 files, 1.3 MiB}. */
  String summary(R result);
}
