package io.github.miragemaven.doctor;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether something can be done on this machine.
 *
 * @param what a target or another use of the plugin
 * @param missing the tools that it still needs; none means that it is ready
 * @param missingToRun the tools that running the result here would need beside
 */
public record Readiness(String what, List<String> missing, List<String> missingToRun) {

  /** Copies the lists. */
  public Readiness {
    missing = List.copyOf(missing);
    missingToRun = List.copyOf(missingToRun);
  }

  /** Whether nothing is missing. */
  public boolean ready() {
    return missing.isEmpty();
  }

  /** This readiness where it also hangs on what was found, or not. */
  Readiness with(Finding needed) {
    List<String> all = new ArrayList<>(missing);
    if (!needed.found()) {
      all.add(needed.tool());
    }
    return new Readiness(what, all, missingToRun);
  }
}
