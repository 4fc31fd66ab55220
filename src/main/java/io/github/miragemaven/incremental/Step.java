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

  /** The state of the files that the step left, compared when it is to be taken again. */
  Fingerprint outputs(R result) throws IOException;

  /** The result as text, for {@link #recall}. */
  Map<String, String> describe(R result);

  /** The result of an earlier run, from what {@link #describe} gave. */
  R recall(Map<String, String> description);

  /** The result in half a line, for the user: {@code 42 files, 1.3 MiB}. */
  String summary(R result);
}
