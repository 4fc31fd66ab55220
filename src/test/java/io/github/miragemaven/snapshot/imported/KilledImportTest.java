package io.github.miragemaven.snapshot.imported;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.ami.Deployed;
import io.github.miragemaven.ami.Deployments;
import io.github.miragemaven.local.LocalRegion;
import io.github.miragemaven.tools.RandomKills;
import io.github.miragemaven.tools.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills deployments through S3 at random times, and deploys again after each. */
@Slow
class KilledImportTest {

  private static final int KILLS = RandomKills.count(10);
  private static final String BUCKET = "birds";
  private static final List<Integer> IMAGE = IntStream.range(0, 37).boxed().toList();

  @TempDir Path directory;

  private final RandomKills kills = new RandomKills(3000);

  @Test
  void nextDeploymentLeavesOneAmiAndNothingElse() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      String what = kills.describe(kill);
      Path own = Files.createDirectory(directory.resolve("kill-" + kill));
      Deployments deployments =
          new Deployments(own).through(ImportDeploymentTest.strategy(BUCKET, "vmimport"));
      try (LocalRegion region = deployments.regions.open("local")) {
        region.addBucket(BUCKET);
      }
      List<String> arguments = new ArrayList<>(List.of(own.toString(), BUCKET));
      IMAGE.forEach(block -> arguments.add(block.toString()));
      kills.kill(ImportToKill.class, arguments);
      boolean cleaned = kill % 5 == 4;
      Deployed deployed = (cleaned ? deployments.cleaned() : deployments).deploy(IMAGE);

      assertThat(deployments.regions.leaks("local")).as(what).isEmpty();
      assertThat(deployments.holdsTheImage("local", deployed.snapshot())).as(what).isTrue();
      assertThat(deployments.amis("local")).as(what).isOne();
      assertThat(deployments.snapshots("local")).as(what).isOne();
    }
    assertThat(kills.killed()).as("deployments that were killed in time").isGreaterThan(KILLS / 2);
  }

  /** The next deployment has another image, so it cannot resume the killed one. */
  @Test
  void deploymentOfAnotherImageRemovesLeftovers() throws Exception {
    for (int kill = 0; kill < KILLS / 2; kill++) {
      String what = kills.describe(kill);
      Path own = Files.createDirectory(directory.resolve("other-" + kill));
      Deployments deployments =
          new Deployments(own).through(ImportDeploymentTest.strategy(BUCKET, "vmimport"));
      try (LocalRegion region = deployments.regions.open("local")) {
        region.addBucket(BUCKET);
      }
      List<String> arguments = new ArrayList<>(List.of(own.toString(), BUCKET, "1", "2"));
      boolean ended = kills.kill(ImportToKill.class, arguments);
      int before = deployments.amis("local");
      Deployed deployed = deployments.deploy(List.of(3, 4, 5));
      // The AMI of the killed run needs some more requests until it is available.
      for (int request = 0; request < ImportToKill.REQUESTS_UNTIL_READY; request++) {
        assertThat(deployments.amis("local")).as(what).isEqualTo(before + 1);
      }

      assertThat(deployments.regions.leaks("local")).as(what).isEmpty();
      assertThat(deployments.holdsTheImage("local", deployed.snapshot())).as(what).isTrue();
      assertThat(deployments.amis("local")).as(what).isEqualTo(before + 1);
      assertThat(before).as(what).isBetween(ended ? 1 : 0, 1);
    }
  }
}
