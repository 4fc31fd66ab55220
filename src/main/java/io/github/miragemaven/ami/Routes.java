package io.github.miragemaven.ami;

import io.github.miragemaven.aws.RegionProvider.Capability;
import io.github.miragemaven.aws.RegionProviders;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which regions take a copy from the first in place of an upload of their own.
 *
 * <p>Uploads share one line out of this machine: all of them take as long as their bytes take
 * there. A copy begins when the first region is done, and takes a few minutes whatever its size,
 * and some time for each byte. What is estimated to end first is done.
 */
final class Routes {

  /** What a line out of a house or an office carries, in bytes a second. */
  private static final double UPLINK = 2.5 * 1024 * 1024;

  /** What a copy between regions takes at the least, in seconds. */
  private static final double COPY_SECONDS = 150;

  /** What it carries, in bytes a second. */
  private static final double COPY_RATE = 64.0 * 1024 * 1024;

  private Routes() {}

  /**
   * The regions that take a copy.
   *
   * @param plans the plan of each region, the first one first
   * @param imageSize the size of the image in bytes
   */
  static Set<String> copies(Spread spread, Map<String, RegionPlan> plans, long imageSize) {
    Set<String> candidates = new LinkedHashSet<>();
    plans.values().stream()
        .skip(1)
        .filter(plan -> plan.upload().isPresent())
        .forEach(plan -> candidates.add(plan.region()));
    boolean copied =
        switch (spread) {
          case UPLOAD -> false;
          case COPY -> true;
          case AUTO -> isFaster(plans.values(), imageSize);
        };
    return copied ? candidates : Set.of();
  }

  private static boolean isFaster(Collection<RegionPlan> plans, long imageSize) {
    if (plans.stream()
        .map(RegionPlan::region)
        .anyMatch(region -> RegionProviders.supports(region, Capability.OFFLINE))) {
      return false;
    }
    double all = plans.stream().mapToLong(RegionPlan::bytes).sum() / UPLINK;
    double first = plans.iterator().next().bytes() / UPLINK;
    return first + COPY_SECONDS + imageSize / COPY_RATE < all;
  }
}
