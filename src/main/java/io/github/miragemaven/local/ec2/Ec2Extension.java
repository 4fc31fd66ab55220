package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.RegionContext;
import java.util.List;
import java.util.Map;

/** Adds operations and taggable resource types to EC2. */
public interface Ec2Extension {

  /** Returns the additional operations by name. */
  default Map<String, Ec2Operation> operations(RegionContext region) {
    return Map.of();
  }

  /** Returns the additional taggable resource types. */
  default List<Taggable<?>> tagged(RegionContext region) {
    return List.of();
  }
}
