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

/** Deployments by way of a bucket that are killed, each followed by one that is not. */
@Slow
class KilledImportTest {

  private static final int KILLS = RandomKills.count(20);
  private static final String BUCKET = "birds";
  private static final List<Integer> IMAGE = IntStream.range(0, 37).boxed().toList();

  @TempDir Path directory;

  private final RandomKills kills = new RandomKills(3000);

  @Test
  void leavesOneAmiOfTheWholeImageAndNothingElse() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      String what = kills.describe(kill);
      Path own = Files.createDirectory(directory.resolve("kill-" + kill));
      Deployments deployments =
          new Deployments(own).through(ImportDeploymentTest.way(BUCKET, "vmimport"));
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

  /** The image has changed meanwhile, so that nothing of the killed run is of use. */
  @Test
  void otherImageAfterwardsLeavesNothingOfTheFirst() throws Exception {
    for (int kill = 0; kill < KILLS / 2; kill++) {
      String what = kills.describe(kill);
      Path own = Files.createDirectory(directory.resolve("other-" + kill));
      Deployments deployments =
          new Deployments(own).through(ImportDeploymentTest.way(BUCKET, "vmimport"));
      try (LocalRegion region = deployments.regions.open("local")) {
        region.addBucket(BUCKET);
      }
      List<String> arguments = new ArrayList<>(List.of(own.toString(), BUCKET, "1", "2"));
      boolean ended = kills.kill(ImportToKill.class, arguments);
      int before = deployments.amis("local");
      Deployed deployed = deployments.deploy(List.of(3, 4, 5));
      // An AMI that the killed run had registered has been looked at too seldom to be available.
      for (int look = 0; look < ImportToKill.LOOKS; look++) {
        assertThat(deployments.amis("local")).as(what).isEqualTo(before + 1);
      }

      assertThat(deployments.regions.leaks("local")).as(what).isEmpty();
      assertThat(deployments.holdsTheImage("local", deployed.snapshot())).as(what).isTrue();
      assertThat(deployments.amis("local")).as(what).isEqualTo(before + 1);
      assertThat(before).as(what).isBetween(ended ? 1 : 0, 1);
    }
  }
}
