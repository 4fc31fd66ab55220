package io.github.miragemaven.snapshot.imported;

import io.github.miragemaven.ami.Deployments;
import io.github.miragemaven.tools.RandomKills;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Runs a deployment through S3, in a process that the test kills. */
final class ImportToKill {

  /** The number of requests after which a new resource becomes available. */
  static final int REQUESTS_UNTIL_READY = 5;

  private ImportToKill() {}

  /**
   * Deploys.
   *
   * @param arguments the directory, the bucket, and for each block the byte that it repeats
   */
  public static void main(String[] arguments) throws Exception {
    List<Integer> image = Arrays.stream(arguments).skip(2).map(Integer::valueOf).toList();
    Deployments deployments =
        new Deployments(Path.of(arguments[0]))
            .through(ImportDeploymentTest.strategy(arguments[1], "vmimport"));
    deployments.regions.with(
        usual -> usual.withLatency(Duration.ofMillis(10)).readyAfter(REQUESTS_UNTIL_READY));
    RandomKills.begin();
    deployments.deploy(image);
  }
}
