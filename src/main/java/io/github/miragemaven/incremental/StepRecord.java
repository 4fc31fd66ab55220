package io.github.miragemaven.incremental;

import java.util.Map;

/**
 * A complete run of a step.
 *
 * @param inputs the inputs, including files that the run wrote among them
 * @param outputs the files that the run wrote
 * @param results the description of the result, by name
 */
public record StepRecord(Fingerprint inputs, Fingerprint outputs, Map<String, String> results) {

  /** Copies the results. */
  public StepRecord {
    results = Map.copyOf(results);
  }
}
