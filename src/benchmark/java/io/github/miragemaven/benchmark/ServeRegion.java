package io.github.miragemaven.benchmark;

import io.github.miragemaven.local.LocalRegion;
import io.github.miragemaven.local.LocalRegionSettings;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Serves a local region under the name of an AWS region. It prints its endpoint and an access key,
 * and ends when its standard input ends.
 */
final class ServeRegion {

  private ServeRegion() {}

  /**
   * Takes the directory, the region's name, the milliseconds added to each response, and the number
   * of blocks a second above which it throttles; 0 for no limit.
   */
  public static void main(String[] arguments) throws Exception {
    int blocksPerSecond = Integer.parseInt(arguments[3]);
    LocalRegionSettings settings =
        LocalRegionSettings.in(Path.of(arguments[0]))
            .named(arguments[1])
            .withLatency(Duration.ofMillis(Long.parseLong(arguments[2])));
    if (blocksPerSecond > 0) {
      settings =
          settings.failing(
              Faults.none()
                  .on("PutSnapshotBlock")
                  .beyond(blocksPerSecond, blocksPerSecond)
                  .give(Fault.throttled()));
    }
    try (LocalRegion region = LocalRegion.open(settings)) {
      System.out.printf(
          "%s %s %s%n", region.endpoint(), region.accessKey().id(), region.accessKey().secret());
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    }
  }
}
