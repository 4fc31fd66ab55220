package io.github.miragemaven.incremental;

import io.github.miragemaven.failure.FailureException;
import java.io.IOException;
import java.util.Map;

/**
 * A step of the build, which is skipped while its inputs and outputs are unchanged.
 *
 * @param <R> the step's result
 */
public interface Step<R> {

  /** The step's name, the same as its goal's: {@code site}, {@code configure}, … */
  String name();

  /** The fingerprint of everything that affects the result. */
  Fingerprint inputs() throws IOException, FailureException, InterruptedException;

  /** Runs the step. */
  R run() throws IOException, FailureException, InterruptedException;

  /**
   * The inputs to record for this run. A step that writes new files among its inputs adds them
   * here, so that they do not count as changes next time. Existing files keep their digest from
   * before the run, so that a change during the run is noticed.
   *
   * @param before the {@link #inputs} before the run
   */
  default Fingerprint inputsAfter(Fingerprint before) throws IOException {
    return before;
  }

  /** The fingerprint of the files that the step wrote. */
  Fingerprint outputs(R result) throws IOException;

  /** The result as text, for {@link #recall}. */
  Map<String, String> describe(R result);

  /** The result of an earlier run, from its {@link #describe description}. */
  R recall(Map<String, String> description);

  /** The result in a few words for the user: {@code 42 files, 1.3 MiB}. */
  String summary(R result);
}
