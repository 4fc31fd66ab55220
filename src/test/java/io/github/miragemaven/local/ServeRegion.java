package io.github.miragemaven.local;

import java.nio.file.Path;

/** Serves a region until the process is killed; prints where. */
final class ServeRegion {

  private ServeRegion() {}

  public static void main(String[] arguments) throws Exception {
    try (LocalRegion region =
        LocalRegion.open(LocalRegionSettings.in(Path.of(arguments[0])).readyAfter(0))) {
      System.out.println(region.endpoint());
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
