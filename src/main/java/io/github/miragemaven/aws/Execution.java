package io.github.miragemaven.aws;

import io.github.miragemaven.progress.PrefixedProgress;
import io.github.miragemaven.progress.Progress;
import java.util.List;

/**
 * The execution of a goal.
 *
 * @param progress receives the goal's output
 * @param time the clock by which the goal waits
 */
public record Execution(Progress progress, Time time) {

  /** Returns this execution for a region, whose output names the region if there are several. */
  public Execution in(String region, List<String> regions) {
    return regions.size() == 1 ? this : new Execution(new PrefixedProgress(progress, region), time);
  }
}
