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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deployments by way of a build host that are killed, each followed by one that is not. */
@Slow
class KilledHostDeploymentTest {

  private static final int KILLS = RandomKills.count(20);
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
  void leavesNoVolumeAndTheHostAsItWas() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      String what = kills.describe(kill);
      Path own = Files.createDirectory(directory.resolve("kill-" + kill));
      Deployments deployments = new Deployments(own);
      Hosts hosts = new Hosts(own, ssh);
      boolean running = kill % 2 == 0;
      hosts.add(deployments, running ? "running" : "stopped");
      kills.kill(HostDeploymentToKill.class, arguments(own));
      boolean cleaned = kill % 5 == 4;
      deployments.through(hosts.way());
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
