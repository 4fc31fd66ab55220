package io.github.miragemaven.doctor;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a target can be built on this machine.
 *
 * @param target the target
 * @param missing the missing tools; none means that it is ready
 * @param missingToRun the tools that are missing to run the result on this machine
 */
public record Readiness(String target, List<String> missing, List<String> missingToRun) {

  /** Copies the lists. */
  public Readiness {
    missing = List.copyOf(missing);
    missingToRun = List.copyOf(missingToRun);
  }

  /** Whether all tools to build are installed. */
  public boolean ready() {
    return missing.isEmpty();
  }

  /** A copy that needs this tool as well. */
  Readiness with(Finding needed) {
    List<String> all = new ArrayList<>(missing);
    if (!needed.found()) {
      all.add(needed.tool());
    }
    return new Readiness(target, all, missingToRun);
  }
}
