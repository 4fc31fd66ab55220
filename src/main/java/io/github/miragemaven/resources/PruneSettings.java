package io.github.miragemaven.resources;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Settings of a prune.
 *
 * @param regions the regions to prune
 * @param keep the number of newest AMIs to keep, 0 or more
 * @param shared whether to remove AMIs that are shared, too
 * @param ssmParameter the SSM parameter that holds the current AMI's ID
 * @param directory {@code target/mirage/deploy}, which is locked meanwhile
 */
public record PruneSettings(
    List<String> regions, int keep, boolean shared, Optional<String> ssmParameter, Path directory) {

  /** Copies the regions. */
  public PruneSettings {
    regions = List.copyOf(regions);
  }
}
