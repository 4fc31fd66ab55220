package io.github.miragemaven.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.instance.Instance.State;
import io.github.miragemaven.instance.Retirement.Then;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Launches with replaced instances. */
class RetirementTest {

  @TempDir Path directory;

  private Launches launches;
  private String due;
  private String later;

  @BeforeEach
  void launchTwoReplacedInstances() throws Exception {
    launches = new Launches(directory);
    launches.deploy(1);
    due = launches.launch().instance().id();
    later = launches.launch().instance().id();
    launches.markDue(due, Instant.now().minus(Duration.ofMinutes(1)));
    launches.markDue(later, Instant.now().plus(Duration.ofHours(2)));
  }

  @AfterEach
  void close() {
    launches.close();
  }

  @Test
  void launchTerminatesOnlyDueInstances() throws Exception {
    String recent = launches.launch().instance().id();

    assertThat(launches.instances())
        .extracting(Instance::id)
        .containsExactlyInAnyOrder(later, recent);
    assertThat(launches.progress.lines())
        .contains(
            "INFO retiring %s, which has been replaced".formatted(due), "INFO terminated " + due);
    assertThat(launches.groups()).hasSize(1);
  }

  @Test
  void launchStopsDueInstancesIfConfigured() throws Exception {
    launches.then(Then.STOP).launch();
    launches.launch();

    assertThat(launches.instances())
        .filteredOn(one -> one.id().equals(due))
        .singleElement()
        .satisfies(one -> assertThat(one.state()).isIn(State.STOPPING, State.STOPPED));
    assertThat(launches.progress.lines()).containsOnlyOnce("INFO stopped " + due);
  }

  @Test
  void failedLaunchLeavesDueInstancesAlone() throws Exception {
    launches.silent("Solo5: trap").launchQuietly();

    assertThat(launches.instances()).extracting(Instance::id).containsExactlyInAnyOrder(due, later);
  }

  @Test
  void failureToRetireDoesNotFailTheLaunch() throws Exception {
    launches.failing(Faults.none().on("TerminateInstances").give(Fault.denied()));

    String recent = launches.launch().instance().id();

    assertThat(launches.instances()).extracting(Instance::id).contains(due, recent);
    assertThat(launches.progress.lines())
        .anyMatch(line -> line.contains("An instance that is due could not be"))
        .anyMatch(line -> line.contains("mvn mirage:terminate -Dmirage.terminate.due"));
  }
}
