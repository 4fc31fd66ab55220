package io.github.miragemaven.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.local.Leak;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Tag;

class TerminateTest {

  private static final Project OTHER = new Project("com.example", "other", "1.0", "0.1", "here");

  @TempDir Path directory;

  private Launches launches;

  @BeforeEach
  void open() throws Exception {
    launches = new Launches(directory);
    launches.deploy(1);
  }

  @AfterEach
  void close() {
    launches.close();
  }

  @Test
  void onlyShowsInstancesUntilConfirmed() throws Exception {
    String id = launches.launch().instance().id();
    assertThat(launches.goal(Optional.empty(), false).show()).isTrue();
    assertThat(launches.progress.lines())
        .anyMatch(
            line ->
                line.matches(
                    "INFO would terminate %s, t1.micro of ami-\\w+, running".formatted(id)));
    assertThat(launches.instances()).hasSize(1);
  }

  @Test
  void reportsNothingToTerminate() throws Exception {
    assertThat(launches.goal(Optional.empty(), false).show()).isFalse();
    assertThat(launches.progress.lines())
        .contains("INFO com.example:blog has nothing to terminate in local");
    launches.terminate();
  }

  @Test
  void terminatesAllInstancesOfTheProjectAndDeletesItsGroup() throws Exception {
    launches.launch();
    launches.launch();
    launches.terminate();
    assertThat(launches.instances()).isEmpty();
    assertThat(launches.groups()).isEmpty();
    List<Leak> leaks = launches.inRegion(region -> launches.regions.leaks("local"));
    assertThat(leaks).isEmpty();
  }

  @Test
  void leavesResourcesOfOtherProjects() throws Exception {
    String ami = launches.launch().instance().spec().ami();
    launches.of(OTHER).ami(ami).launch();
    launches.terminate();
    assertThat(launches.instances()).isEmpty();
    assertThat(launches.of(Launches.BLOG).instances()).hasSize(1);
    assertThat(launches.groups()).hasSize(1);
  }

  @Test
  void terminatesSelectedInstanceAndKeepsTheGroupInUse() throws Exception {
    String first = launches.launch().instance().id();
    String second = launches.launch().instance().id();
    launches.terminate(Optional.of(first), false);
    assertThat(launches.instances()).extracting(Instance::id).containsExactly(second);
    assertThat(launches.groups()).hasSize(1);
  }

  @Test
  void refusesForeignInstance() throws Exception {
    String other = launches.inRegion(region -> launches.regions.addInstance("local"));
    assertThatThrownBy(() -> launches.terminate(Optional.of(other), false))
        .hasMessageContaining(other + ", which is not an instance of com.example:blog in local");
  }

  @Test
  void terminatesDueInstancesWithoutConfirmation() throws Exception {
    String due = launches.launch().instance().id();
    String later = launches.launch().instance().id();
    String serving = launches.launch().instance().id();
    tag(due, TagKeys.DUE, Instant.now().minus(Duration.ofMinutes(1)).toString());
    tag(later, TagKeys.DUE, Instant.now().plus(Duration.ofHours(2)).toString());
    launches.terminate(Optional.empty(), true);
    assertThat(launches.instances())
        .extracting(Instance::id)
        .containsExactlyInAnyOrder(later, serving);
  }

  @Test
  void namesTheMissingPermission() throws Exception {
    launches.launch();
    launches.failing(Faults.none().on("TerminateInstances").give(Fault.denied()));
    assertThatThrownBy(launches::terminate)
        .hasMessageContaining("lack the permission ec2:TerminateInstances in local");
  }

  @Test
  void leavesRecentLaunchFromElsewhereAlone() throws Exception {
    String id = launches.from("elsewhere").launch().instance().id();
    launches.inRegion(
        region -> {
          Tag verified = Tag.builder().key(TagKeys.VERIFIED).build();
          return region.ec2().deleteTags(request -> request.resources(id).tags(verified));
        });
    tag(id, TagKeys.STATE, TagKeys.UNFINISHED);
    launches.from("here").launch();
    assertThat(launches.instances()).extracting(Instance::id).contains(id);
    launches.from("elsewhere").launch();
    assertThat(launches.instances()).extracting(Instance::id).doesNotContain(id);
  }

  private void tag(String id, String key, String value) throws Exception {
    launches.inRegion(
        region -> {
          new Instances(region).tag(id, Map.of(key, value));
          return List.of();
        });
  }
}
