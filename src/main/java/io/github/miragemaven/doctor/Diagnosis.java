package io.github.miragemaven.doctor;

import java.util.List;

/**
 * What this machine can do.
 *
 * @param toolchain the tools that build unikernels
 * @param loaders the boot loaders that go into disk images
 * @param runners the programs that run what was built
 * @param generators the site generators
 * @param targets each target of {@code mirage configure}
 */
public record Diagnosis(
    List<Finding> toolchain,
    List<Finding> loaders,
    List<Finding> runners,
    List<Finding> generators,
    List<Readiness> targets) {

  /** Copies the lists. */
  public Diagnosis {
    toolchain = List.copyOf(toolchain);
    loaders = List.copyOf(loaders);
    runners = List.copyOf(runners);
    generators = List.copyOf(generators);
    targets = List.copyOf(targets);
  }
}
