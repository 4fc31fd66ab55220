package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.local.machine.ScriptedMachine;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

class InstancesTest extends InstanceTest {

  @Override
  LocalRegionSettings settings() {
    return super.settings().running(boot -> ScriptedMachine.showing("Xen Minimal OS!\n"));
  }

  @Test
  void runsAnInstanceThatIsPendingFirst() throws Exception {
    open(settings().readyAfter(2));
    String image = readyImage();

    Instance launched = launch(image);

    assertThat(launched.state().name()).isEqualTo(InstanceStateName.PENDING);
    assertThat(states(launched.instanceId()))
        .containsExactly(
            InstanceStateName.PENDING, InstanceStateName.PENDING, InstanceStateName.RUNNING);
    clients().ec2().stopInstances(stop -> stop.instanceIds(launched.instanceId()));
    assertThat(states(launched.instanceId()))
        .containsExactly(
            InstanceStateName.STOPPING, InstanceStateName.STOPPING, InstanceStateName.STOPPED);
    clients().ec2().startInstances(start -> start.instanceIds(launched.instanceId()));
    assertThat(states(launched.instanceId())).last().isEqualTo(InstanceStateName.RUNNING);
    clients().ec2().terminateInstances(end -> end.instanceIds(launched.instanceId()));
    assertThat(states(launched.instanceId()))
        .containsExactly(
            InstanceStateName.SHUTTING_DOWN,
            InstanceStateName.SHUTTING_DOWN,
            InstanceStateName.TERMINATED);
  }

  private String readyImage() {
    String snapshot = completedSnapshot();
    while (!"completed".equals(describeSnapshot(snapshot).stateAsString())) {
      assertThat(snapshot).isNotEmpty();
    }
    String image = register("blog", snapshot);
    while (!"available".equals(describeImage(image).stateAsString())) {
      assertThat(image).isNotEmpty();
    }
    return image;
  }

  private List<InstanceStateName> states(String id) {
    return IntStream.range(0, 3).mapToObj(i -> state(id)).toList();
  }
}
