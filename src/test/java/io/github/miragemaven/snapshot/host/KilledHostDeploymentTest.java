package io.github.miragemaven.snapshot.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.ami.Deployed;
import io.github.miragemaven.ami.Deployments;
import io.github.miragemaven.tools.RandomKills;
import io.github.miragemaven.tools.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills deployments with a build host at random times, and deploys again after each. */
@Slow
class KilledHostDeploymentTest {

  private static final int KILLS = RandomKills.count(10);
  private static final List<Integer> IMAGE = List.of(1, 0, 2, 3, 4, 5, 0, 6);

  @TempDir Path directory;

  private final RandomKills kills = new RandomKills(3000);
  private SshServer ssh;

  @BeforeEach
  void open() throws Exception {
    ssh = SshServer.start(Files.createDirectory(directory.resolve("ssh")));
  }

  @AfterEach
  void close() throws Exception {
    ssh.close();
  }

  @Test
  void nextDeploymentRemovesVolumeAndRestoresHost() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      String what = kills.describe(kill);
      Path own = Files.createDirectory(directory.resolve("kill-" + kill));
      Deployments deployments = new Deployments(own);
      Hosts hosts = new Hosts(own, ssh);
      boolean running = kill % 2 == 0;
      hosts.add(deployments, running ? "running" : "stopped");
      kills.kill(HostDeploymentToKill.class, arguments(own));
      awaitNoSsh();
      boolean cleaned = kill % 5 == 4;
      deployments.through(hosts.strategy());
      Deployed deployed = (cleaned ? deployments.cleaned() : deployments).deploy(IMAGE);

      assertThat(hosts.leaks(deployments)).as(what).isEmpty();
      assertThat(deployments.holdsTheImage("local", deployed.snapshot())).as(what).isTrue();
      assertThat(deployments.amis("local")).as(what).isOne();
      assertThat(deployments.snapshots("local")).as(what).isOne();
      assertThat(hosts.state(deployments))
          .as(what)
          .isIn(running ? List.of("running") : List.of("stopping", "stopped"));
    }
    assertThat(kills.killed()).as("deployments that were killed in time").isGreaterThan(KILLS / 2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endedProcessLeavesNoSsh(boolean forcibly) throws Exception {
    Deployments deployments = new Deployments(directory);
    new Hosts(directory, ssh).add(deployments, "running");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HostDeploymentToKill.class.getName()));
    command.addAll(arguments(directory));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (runningSsh().isEmpty()) {
      assertThat(process.isAlive()).isTrue();
      TimeUnit.MILLISECONDS.sleep(5);
    }
    if (forcibly) {
      process.destroyForcibly();
    } else {
      process.destroy();
    }
    assertThat(process.waitFor()).isNotZero();
    awaitNoSsh();
  }

  /** After SIGKILL, {@code ssh} exits by itself once it reads the end of its standard input. */
  private void awaitNoSsh() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!runningSsh().isEmpty() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(runningSsh()).isEmpty();
  }

  private List<String> runningSsh() {
    String option = "UserKnownHostsFile=\"" + directory;
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains(option))
        .toList();
  }

  private List<String> arguments(Path own) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                own.toString(),
                Integer.toString(ssh.port()),
                ssh.key(true).toString(),
                ssh.knownHosts(ssh.port(), "host.pub").toString()));
    IMAGE.forEach(block -> arguments.add(block.toString()));
    return arguments;
  }
}
