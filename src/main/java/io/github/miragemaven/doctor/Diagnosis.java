package io.github.miragemaven.doctor;

import java.util.List;

/**
 * What this machine can do.
 *
 * @param toolchain the tools that build unikernels
 * @param runners the programs that run what was built
 * @param generators the site generators
 * @param targets each target of {@code mirage configure}
 */
public record Diagnosis(
    List<Finding> toolchain,
    List<Finding> runners,
    List<Finding> generators,
    List<Readiness> targets) {

  /** Copies the lists. */
  public Diagnosis {
    toolchain = List.copyOf(toolchain);
    runners = List.copyOf(runners);
    generators = List.copyOf(generators);
    targets = List.copyOf(targets);
  }
}
