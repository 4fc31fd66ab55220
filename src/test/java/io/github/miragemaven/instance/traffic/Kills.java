package io.github.miragemaven.instance.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.tools.RandomKills;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Kills (SIGKILL) switches and rollbacks at random moments. */
final class Kills {

  /** Number of kills per operation. */
  static final int COUNT = 20;

  private static final int MILLISECONDS = 1000;

  private final Path directory;
  private final RandomKills kills = new RandomKills(MILLISECONDS);

  Kills(Path directory) {
    this.directory = directory;
  }

  /** Describes a kill for a failed assertion. */
  String what(int kill) {
    return kills.describe(kill);
  }

  /** Kills a process that reroutes the name. */
  void kill(String name, String goal) throws IOException, InterruptedException {
    kills.kill(SwitchToKill.class, List.of(directory.toString(), name, goal));
  }

  /** Requires that most processes were killed before their end. */
  void requireMost() {
    assertThat(kills.killed()).as("runs that were killed in time").isGreaterThan(COUNT / 2);
  }
}
