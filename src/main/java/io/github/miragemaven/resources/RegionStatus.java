package io.github.miragemaven.resources;

import io.github.miragemaven.instance.InstanceStatus;
import java.util.List;

/**
 * The resources of a project in a region.
 *
 * @param resources the AMIs and snapshots
 * @param instances the instances, newest first
 */
public record RegionStatus(ProjectResources resources, List<InstanceStatus> instances) {

  /** Copies the instances. */
  public RegionStatus {
    instances = List.copyOf(instances);
  }
}
