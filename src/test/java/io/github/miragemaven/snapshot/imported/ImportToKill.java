package io.github.miragemaven.snapshot.imported;

import io.github.miragemaven.ami.Deployments;
import io.github.miragemaven.tools.RandomKills;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A deployment by way of a bucket in a process of its own, for a test to kill. */
final class ImportToKill {

  /** How often what EC2 makes has to be looked at until it is there. */
  static final int LOOKS = 5;

  private ImportToKill() {}

  /**
   * Deploys.
   *
   * @param arguments the directory, the bucket, and the bytes that the image's blocks repeat
   */
  public static void main(String[] arguments) throws Exception {
    List<Integer> image = Arrays.stream(arguments).skip(2).map(Integer::valueOf).toList();
    Deployments deployments =
        new Deployments(Path.of(arguments[0]))
            .through(ImportDeploymentTest.way(arguments[1], "vmimport"));
    deployments.regions.with(usual -> usual.withLatency(Duration.ofMillis(10)).readyAfter(LOOKS));
    RandomKills.begin();
    deployments.deploy(image);
  }
}
