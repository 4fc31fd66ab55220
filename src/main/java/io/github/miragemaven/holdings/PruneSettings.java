package io.github.miragemaven.holdings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a project's AMIs are pruned.
 *
 * @param regions where
 * @param keep how many of the newest are kept whatever becomes of them, 0 or more
 * @param shared whether those go too that others may launch
 * @param ssmParameter the parameter that names the newest AMI
 * @param directory {@code target/mirage/deploy}, in which no deployment may run meanwhile
 */
public record PruneSettings(
    List<String> regions, int keep, boolean shared, Optional<String> ssmParameter, Path directory) {

  /** Copies the regions. */
  public PruneSettings {
    regions = List.copyOf(regions);
  }
}
