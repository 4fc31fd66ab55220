package io.github.miragemaven.incremental;

import java.util.Map;

/**
 * One whole run of a step.
 *
 * @param inputs what it was made from, and what the run itself left among that
 * @param outputs the files it left, as they were when it ended
 * @param results what it hands on to the next step, by name
 */
public record StepRecord(Fingerprint inputs, Fingerprint outputs, Map<String, String> results) {

  /** Copies the results. */
  public StepRecord {
    results = Map.copyOf(results);
  }
}
