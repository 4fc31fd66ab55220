package io.github.miragemaven.benchmark;

import io.github.miragemaven.local.LocalRegion;
import io.github.miragemaven.local.LocalRegionSettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Serves a local region that has the name of one of AWS's. It prints its endpoint and the key for
 * it; then, for each line that comes in, how many requests it has had. It ends with its input.
 */
final class ServeRegion {

  private ServeRegion() {}

  /** Takes the directory, the region's name, and the milliseconds added to each answer. */
  public static void main(String[] arguments) throws Exception {
    LocalRegionSettings settings =
        LocalRegionSettings.in(Path.of(arguments[0]))
            .named(arguments[1])
            .withLatency(Duration.ofMillis(Long.parseLong(arguments[2])));
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (LocalRegion region = LocalRegion.open(settings)) {
      System.out.println(
          region.endpoint()
              + " "
              + region.credentials().accessKeyId()
              + " "
              + region.credentials().secretAccessKey());
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(region.requests().values().stream().mapToLong(n -> n).sum());
      }
    }
  }
}
