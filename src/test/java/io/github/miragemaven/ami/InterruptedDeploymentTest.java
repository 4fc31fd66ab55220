package io.github.miragemaven.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.snapshot.StoredSnapshot;
import io.github.miragemaven.tools.Slow;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that ends in the middle and cannot tidy up is brought to its end by the next. */
@Slow
class InterruptedDeploymentTest {

  private static final List<Integer> IMAGE = List.of(1, 0, 2, 3);
  private static final List<Integer> OTHER = List.of(5, 6, 7);

  @TempDir Path directory;

  private Deployments deployments;

  /** Where a run ends. */
  @SuppressWarnings("ImmutableEnumChecker") // Rules of faults are made once, and not changed.
  enum Window {
    STARTED_WITHOUT_AN_ANSWER(Faults.none().on("StartSnapshot").give(Fault.answerLost())),
    STARTED(Faults.none().on("PutSnapshotBlock").give(Fault.denied())),
    PARTLY_WRITTEN(Faults.none().on("PutSnapshotBlock").block(3).give(Fault.denied())),
    WRITTEN(Faults.none().on("CompleteSnapshot").give(Fault.denied())),
    SEALED_WITHOUT_AN_ANSWER(
        Faults.none()
            .on("CompleteSnapshot")
            .give(Fault.answerLost())
            .on("DescribeSnapshots")
            .attempts(2, 99)
            .give(Fault.denied())),
    COMPLETED(Faults.none().on("RegisterImage").attempts(2, 99).give(Fault.denied())),
    REGISTERED_WITHOUT_AN_ANSWER(
        Faults.none()
            .on("RegisterImage")
            .attempts(2, 99)
            .give(Fault.answerLost())
            .on("DescribeImages")
            .attempts(3, 99)
            .give(Fault.denied())),
    PENDING(Faults.none().on("DescribeImages").attempts(4, 99).give(Fault.denied())),
    AVAILABLE(Faults.none().on("CreateTags").give(Fault.denied()));

    private final Faults faults;

    Window(Faults faults) {
      this.faults = faults;
    }

    /** The run fails there, and may remove nothing. */
    Faults faults() {
      return faults.on("DeleteSnapshot", "DeregisterImage").give(Fault.denied());
    }
  }

  @BeforeEach
  void open() {
    deployments = new Deployments(directory);
  }

  @ParameterizedTest
  @EnumSource
  void isFinishedByTheNextRun(Window window) throws Exception {
    interruptAt(window);
    Deployed deployed = deployments.deploy(IMAGE);
    requireOnly(deployed);
  }

  @ParameterizedTest
  @EnumSource
  void isFinishedOrReplacedWithoutItsBuildDirectory(Window window) throws Exception {
    interruptAt(window);
    Deployed deployed = deployments.cleaned().deploy(IMAGE);
    requireOnly(deployed);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"REGISTERED_WITHOUT_AN_ANSWER", "PENDING", "AVAILABLE"})
  void isRemovedWhenTheNextRunHasAnotherImage(Window window) throws Exception {
    interruptAt(window);
    Deployed deployed = deployments.deploy(OTHER);
    requireOnly(deployed);
  }

  @Test
  void uploadFromElsewhereThatMayStillRunIsLeftAlone() throws Exception {
    deployments.from("elsewhere");
    interruptAt(Window.PARTLY_WRITTEN);
    deployments.from("here").cleaned().deploy(IMAGE);
    assertThat(deployments.inventory("local").snapshots())
        .extracting(StoredSnapshot::state)
        .containsExactlyInAnyOrder(StoredSnapshot.State.PENDING, StoredSnapshot.State.COMPLETED);
  }

  @Test
  void copyThatWasNotWaitedForIsTakenByTheNextRun() throws Exception {
    deployments.to("local", "local-2").by(Spread.COPY);
    deployments.regions.only(
        "local-2",
        Faults.none()
            .on("DescribeImages")
            .attempts(5, 99)
            .give(Fault.denied())
            .on("DeleteSnapshot", "DeregisterImage")
            .give(Fault.denied()));
    assertThat(deployments.deployAll(IMAGE).get(1).failure()).isPresent();
    deployments.regions.only("local-2", Faults.none());
    deployments.deployAll(IMAGE);
    assertThat(deployments.inventory("local-2").amis()).hasSize(1);
    assertThat(deployments.inventory("local-2").snapshots()).hasSize(1);
    assertThat(deployments.regions.leaks("local-2")).isEmpty();
  }

  private void interruptAt(Window window) {
    deployments.regions.failing(window.faults());
    assertThatThrownBy(() -> deployments.deploy(IMAGE)).isNotNull();
    deployments.regions.failing(Faults.none());
  }

  private void requireOnly(Deployed deployed) throws Exception {
    assertThat(deployments.regions.leaks("local")).isEmpty();
    assertThat(deployments.holdsTheImage("local", deployed.snapshot())).isTrue();
    assertThat(deployments.inventory("local").amis())
        .extracting(Ami::id)
        .containsExactly(deployed.ami().id());
    assertThat(deployments.inventory("local").snapshots())
        .extracting(StoredSnapshot::id)
        .containsExactly(deployed.snapshot());
  }
}
