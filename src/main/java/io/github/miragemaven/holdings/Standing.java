package io.github.miragemaven.holdings;

import io.github.miragemaven.instance.Sighting;
import java.util.List;

/**
 * What a project has in a region, and what runs of it.
 *
 * @param holdings its AMIs and snapshots
 * @param instances its instances, the newest first
 */
public record Standing(Holdings holdings, List<Sighting> instances) {

  /** Copies the instances. */
  public Standing {
    instances = List.copyOf(instances);
  }
}
