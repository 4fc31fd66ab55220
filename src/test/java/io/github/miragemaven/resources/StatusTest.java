package io.github.miragemaven.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.Outcome;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StatusTest {

  private static final int BLOCK = 524_288;

  @TempDir Path directory;

  private ProjectFixture fixture;

  @BeforeEach
  void open() {
    fixture = new ProjectFixture(directory);
  }

  @Test
  void listsAmisNewestFirstAndMarksTheCurrentOne() throws Exception {
    List<Ami> first = fixture.deploy(1);
    fixture.deployments.version("1.1");
    List<Ami> second = fixture.deploy(2);
    List<String> lines = lines();
    assertThat(lines.get(0)).matches("local, account \\d{12}");
    assertThat(lines.get(1))
        .matches("  AMI +VERSION  CREATED \\(UTC\\) +STATE +DATA +VOLUME + NAME");
    assertThat(lines.get(2))
        .matches(
            "  %s  1\\.1 +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  available  1\\.5 MiB  1 GiB   current  blog-1\\.1-\\w{12}"
                .formatted(second.get(0).id()));
    assertThat(lines.get(3))
        .startsWith("  " + first.get(0).id() + "  1.0 ")
        .doesNotContain("current");
    assertThat(lines.get(3).indexOf("blog-1.0")).isEqualTo(lines.get(2).indexOf("blog-1.1"));
    assertThat(lines.get(4))
        .startsWith("  2 AMIs and 2 snapshots: about 2.5 MiB, less than $0.01 a month");
    assertThat(lines).hasSize(5);
  }

  @Test
  void reportsThatThereAreNoResources() throws Exception {
    fixture.deploy(1);
    fixture.in("local-2");
    assertThat(lines()).hasSize(2).endsWith("  no resources of com.example:blog");
  }

  @Test
  void countsBlocksSharedWithTheParentOnce() throws Exception {
    fixture.deploy(1, 2, 3);
    Cost cost = Cost.of(fixture.resources().snapshots(), 0.1);
    // An image of two blocks with its manifest; then twice a block and the manifest.
    assertThat(cost.bytes()).isEqualTo((3 + 2 + 2) * BLOCK);
    assertThat(cost.dollars()).isCloseTo(7 * 0.5 / 1024 * 0.1, within(1e-12));
  }

  @Test
  void reportsTheAmiOfTheParameter() throws Exception {
    List<Ami> amis = fixture.deploy(1, 2);
    fixture.pointing("/blog/ami");
    assertThat(lines()).endsWith("  The parameter /blog/ami does not exist.");
    fixture.point("/blog/ami", amis.get(0).id());
    assertThat(lines()).endsWith("  The parameter /blog/ami holds " + amis.get(0).id() + ".");
    fixture.point("/blog/ami", amis.get(1).id());
    assertThat(lines())
        .endsWith("  The parameter /blog/ami holds " + amis.get(1).id() + ", the current AMI.");
    fixture.point("/blog/ami", "ami-00000000000000001");
    assertThat(lines())
        .endsWith(
            "  The parameter /blog/ami holds ami-00000000000000001, which is not an AMI of this"
                + " project.");
  }

  @Test
  void showsHowToRemoveOrphanedSnapshots() throws Exception {
    String old = fixture.ago(Duration.ofDays(2)).begin("there");
    String young = fixture.now().begin("there");
    assertThat(lines())
        .anyMatch(line -> line.matches("  %s \\(orphaned\\): pending, started .*".formatted(old)))
        .contains(
            "    Remove it with: mvn mirage:prune -Dmirage.region=local -Dmirage.prune.confirm")
        .anyMatch(line -> line.matches("  %s \\(orphaned\\): pending.*".formatted(young)))
        .anyMatch(line -> line.startsWith("    A running deployment may need it until "));
  }

  @Test
  void usesTheConfiguredPrice() throws Exception {
    fixture.deploy(1);
    assertThat(report(Optional.of(1024.0)).lines(fixture.status()))
        .anyMatch(line -> line.contains("about 1.5 MiB, $1.50 a month (an estimate, at $1024.0"));
  }

  @Test
  void writesTheStatusAsJson() throws Exception {
    List<Ami> amis = fixture.deploy(1, 2);
    String loose = fixture.ago(Duration.ofDays(2)).begin("there");
    fixture.now().pointing("/blog/ami").point("/blog/ami", amis.get(1).id());
    Path file = directory.resolve("mirage/status.json");
    StatusFile.write(file, report(Optional.empty()), fixture.look());
    JsonNode region = JsonMapper.shared().readTree(Files.readString(file)).at("/regions/local");
    assertThat(region.at("/current").asString()).isEqualTo(amis.get(1).id());
    assertThat(region.at("/parameter/ami").asString()).isEqualTo(amis.get(1).id());
    assertThat(region.at("/amis/1/id").asString()).isEqualTo(amis.get(0).id());
    assertThat(region.at("/amis/1/snapshots/0/bytes").asInt()).isEqualTo(3 * BLOCK);
    assertThat(region.at("/amis/1/snapshots/0/volumeGib").asInt()).isEqualTo(1);
    assertThat(region.at("/snapshotsOfNoAmi/0/id").asString()).isEqualTo(loose);
    assertThat(region.at("/snapshotsOfNoAmi/0/remove").asString()).contains("prune");
    assertThat(region.at("/estimate/storedBytes").asInt()).isEqualTo((3 + 2) * BLOCK);
    assertThat(region.at("/estimate/dollarsPerGibMonth").asDouble()).isEqualTo(0.05);
  }

  @Test
  void reportsOtherRegionsAfterAFailure() throws Exception {
    fixture.deploy(1);
    fixture
        .in("local-2", "local")
        .failingIn("local-2", Faults.seeded(1).on("DescribeImages").give(Fault.denied()));
    List<Outcome<RegionStatus>> outcomes = fixture.look();
    assertThat(outcomes.get(0).failure().orElseThrow())
        .hasMessageContaining("lack the permission ec2:DescribeImages in local-2");
    assertThat(outcomes.get(1).value().orElseThrow().resources().amis()).hasSize(1);
  }

  private List<String> lines() throws Exception {
    return report(Optional.empty()).lines(fixture.status());
  }

  private static StatusReport report(Optional<Double> price) {
    return new StatusReport(ProjectFixture.BLOG, price, Instant.now());
  }
}
