package io.github.miragemaven.ami;

import io.github.miragemaven.aws.RegionProvider.Capability;
import io.github.miragemaven.aws.RegionProviders;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the regions to which the first region's AMI is copied instead of uploading the image.
 *
 * <p>All uploads share this machine's uplink. A copy starts when the first region is deployed, and
 * takes a few minutes plus a time that grows with the size. The way with the shorter estimate wins.
 */
final class CopyPlanner {

  /** The assumed bandwidth of a home or office uplink, in bytes per second. */
  private static final double UPLINK = 2.5 * 1024 * 1024;

  /** The minimum duration of a copy between regions, in seconds. */
  private static final double COPY_SECONDS = 150;

  /** The throughput of a copy, in bytes per second. */
  private static final double COPY_RATE = 64.0 * 1024 * 1024;

  private CopyPlanner() {}

  /**
   * Returns the regions to copy to.
   *
   * @param plans the plan of each region, the first one first
   * @param imageSize the size of the image in bytes
   */
  static Set<String> copies(Spread spread, Map<String, RegionPlan> plans, long imageSize) {
    Set<String> candidates = new LinkedHashSet<>();
    plans.entrySet().stream()
        .skip(1)
        .filter(plan -> plan.getValue().upload().isPresent())
        .forEach(plan -> candidates.add(plan.getKey()));
    boolean copied =
        switch (spread) {
          case UPLOAD -> false;
          case COPY -> true;
          case AUTO -> isFaster(plans, imageSize);
        };
    return copied ? candidates : Set.of();
  }

  private static boolean isFaster(Map<String, RegionPlan> plans, long imageSize) {
    if (plans.keySet().stream()
        .anyMatch(region -> RegionProviders.supports(region, Capability.OFFLINE))) {
      return false;
    }
    double all = plans.values().stream().mapToLong(RegionPlan::bytes).sum() / UPLINK;
    double first = plans.values().iterator().next().bytes() / UPLINK;
    return first + COPY_SECONDS + imageSize / COPY_RATE < all;
  }
}
