package io.github.miragemaven.instance.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.tools.RandomKills;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Kills (SIGKILL) switches and rollbacks at random moments. */
final class Kills {

  /** How many of each. */
  static final int COUNT = 20;

  private static final int MILLISECONDS = 1000;

  private final Path directory;
  private final RandomKills kills = new RandomKills(MILLISECONDS);

  Kills(Path directory) {
    this.directory = directory;
  }

  /** What a test says of one that fails. */
  String what(int kill) {
    return kills.describe(kill);
  }

  /** Kills one that leads that name. */
  void kill(String name, String goal) throws IOException, InterruptedException {
    kills.kill(SwitchToKill.class, List.of(directory.toString(), name, goal));
  }

  /** Most must have been killed before their end, or the test proves nothing. */
  void requireMost() {
    assertThat(kills.killed()).as("runs that were killed in time").isGreaterThan(COUNT / 2);
  }
}
