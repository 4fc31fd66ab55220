package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.RegionContext;
import java.util.List;
import java.util.Map;

/** Adds operations and tagged kinds of resources to EC2. */
public interface Ec2Extension {

  /** The added operations by their names. */
  default Map<String, Ec2Operation> operations(RegionContext region) {
    return Map.of();
  }

  /** The added kinds of resources that have tags. */
  default List<Taggable<?>> tagged(RegionContext region) {
    return List.of();
  }
}
