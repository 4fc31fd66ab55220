package io.github.miragemaven.snapshot.host;

import io.github.miragemaven.ami.Deployments;
import io.github.miragemaven.tools.RandomKills;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Runs a deployment with a build host, in a process that the test kills. */
final class HostDeploymentToKill {

  private static final int FIXED_ARGUMENTS = 4;

  private HostDeploymentToKill() {}

  /**
   * Deploys.
   *
   * @param arguments the directory, the port of the SSH server, the key file, the known_hosts file,
   *     and for each block of the image the byte that it repeats
   */
  public static void main(String[] arguments) throws Exception {
    List<Integer> image =
        Arrays.stream(arguments).skip(FIXED_ARGUMENTS).map(Integer::valueOf).toList();
    Path directory = Path.of(arguments[0]);
    Deployments deployments =
        new Deployments(directory)
            .through(
                Hosts.strategy(
                    directory,
                    Integer.parseInt(arguments[1]),
                    Path.of(arguments[2]),
                    Path.of(arguments[3])));
    deployments.regions.with(usual -> usual.withLatency(Duration.ofMillis(20)).readyAfter(2));
    RandomKills.begin();
    deployments.deploy(image);
  }
}
