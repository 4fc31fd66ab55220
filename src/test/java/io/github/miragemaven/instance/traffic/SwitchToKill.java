package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.aws.Time;
import io.github.miragemaven.tools.RandomKills;
import java.nio.file.Path;

/** A switch in a process of its own, for a test to kill. */
final class SwitchToKill {

  private SwitchToKill() {}

  /**
   * Switches.
   *
   * @param arguments the directory, and the Elastic IP address or the target group
   */
  public static void main(String[] arguments) throws Exception {
    String name = arguments[1];
    try (Blog blog = new Blog(Path.of(arguments[0]))) {
      blog.by(Time.real())
          .slow()
          .at(
              Character.isDigit(name.charAt(0))
                  ? new PublicName.Address(name)
                  : new PublicName.Group(name));
      RandomKills.begin();
      blog.switchOver();
    }
  }
}
