package io.github.miragemaven.instance;

import io.github.miragemaven.tools.RandomKills;
import java.nio.file.Path;
import java.time.Duration;

/** A launch in a separate process, for a test to kill. */
final class LaunchToKill {

  private LaunchToKill() {}

  /**
   * Launches.
   *
   * @param arguments the directory
   */
  public static void main(String[] arguments) throws Exception {
    try (Launches launches = new Launches(Path.of(arguments[0]))) {
      launches.inRealTime().slowly(Duration.ofMillis(20));
      RandomKills.begin();
      launches.launch();
    }
  }
}
