package io.github.miragemaven.ami;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A deployment in a process of its own, for a test to kill. */
final class DeploymentToKill {

  /** What it prints when it begins. */
  static final String BEGUN = "begun";

  private DeploymentToKill() {}

  /**
   * Deploys.
   *
   * @param arguments the directory, and the bytes that the image's blocks repeat
   */
  public static void main(String[] arguments) throws Exception {
    List<Integer> image = Arrays.stream(arguments).skip(1).map(Integer::valueOf).toList();
    Deployments deployments = new Deployments(Path.of(arguments[0]));
    deployments.regions.with(usual -> usual.withLatency(Duration.ofMillis(10)));
    System.out.println(BEGUN);
    System.out.flush();
    deployments.deploy(image);
  }
}
