package io.github.miragemaven.doctor;

import java.util.List;

/**
 * The tools on this machine.
 *
 * @param toolchain the tools that build unikernels
 * @param loaders the boot loaders for disk images
 * @param runners the programs that run kernels and images
 * @param generators the site generators
 * @param uploaders the programs that upload images, where a strategy needs one
 * @param targets the targets of {@code mirage configure}
 */
public record Diagnosis(
    List<Finding> toolchain,
    List<Finding> loaders,
    List<Finding> runners,
    List<Finding> generators,
    List<Finding> uploaders,
    List<Readiness> targets) {

  /** Copies the lists. */
  public Diagnosis {
    toolchain = List.copyOf(toolchain);
    loaders = List.copyOf(loaders);
    runners = List.copyOf(runners);
    generators = List.copyOf(generators);
    uploaders = List.copyOf(uploaders);
    targets = List.copyOf(targets);
  }
}
