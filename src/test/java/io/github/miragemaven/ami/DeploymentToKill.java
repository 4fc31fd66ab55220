package io.github.miragemaven.ami;

import io.github.miragemaven.tools.RandomKills;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A deployment in a process of its own, for a test to kill. */
final class DeploymentToKill {

  private DeploymentToKill() {}

  /** Its arguments. */
  static List<String> arguments(Path directory, List<Integer> image) {
    List<String> arguments = new ArrayList<>(List.of(directory.toString()));
    image.forEach(block -> arguments.add(block.toString()));
    return arguments;
  }

  /**
   * Deploys.
   *
   * @param arguments the directory, and the bytes that the image's blocks repeat
   */
  public static void main(String[] arguments) throws Exception {
    List<Integer> image = Arrays.stream(arguments).skip(1).map(Integer::valueOf).toList();
    Deployments deployments = new Deployments(Path.of(arguments[0]));
    deployments.regions.with(usual -> usual.withLatency(Duration.ofMillis(10)));
    RandomKills.begin();
    deployments.deploy(image);
  }
}
