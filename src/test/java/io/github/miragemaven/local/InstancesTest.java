package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.local.machine.Machines;
import io.github.miragemaven.local.machine.ScriptedMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Tests the life cycle of instances and their consoles. */
class InstancesTest extends InstanceTest {

  @Override
  LocalRegionSettings settings() {
    return super.settings().running(boot -> ScriptedMachine.showing("Xen Minimal OS!\n"));
  }

  @Test
  void runsAnInstanceThatIsPendingFirst() throws Exception {
    String image = image();
    open(settings().readyAfter(2));

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

  private List<InstanceStateName> states(String id) {
    return IntStream.range(0, 3).mapToObj(i -> state(id)).toList();
  }

  @Test
  void givesThePublicAddressBackWhenItIsStopped() {
    String id = launch(image()).instanceId();
    assertThat(describe(id).publicIpAddress()).isEqualTo("203.0.113.1");
    clients().ec2().stopInstances(stop -> stop.instanceIds(id));
    assertThat(describe(id).publicIpAddress()).isNull();
    assertThat(describe(id).stateReason().code()).isEqualTo("Client.UserInitiatedShutdown");
    launch(image());

    clients().ec2().startInstances(start -> start.instanceIds(id));

    assertThat(describe(id).publicIpAddress()).isEqualTo("203.0.113.2");
    assertThat(describe(id).privateIpAddress()).isEqualTo("10.0.0.4");
    assertThat(describe(id).stateReason()).isNull();
  }

  @Test
  void refusesWhatTheStateDoesNotAllow() throws Exception {
    String id = launch(image()).instanceId();
    Ec2Client ec2 = clients().ec2();
    assertThat(ec2.startInstances(start -> start.instanceIds(id)).startingInstances().get(0))
        .as("it runs already")
        .matches(change -> change.currentState().name() == InstanceStateName.RUNNING);
    ec2.stopInstances(stop -> stop.instanceIds(id));
    ec2.terminateInstances(end -> end.instanceIds(id));
    assertThat(refusal(() -> ec2.startInstances(start -> start.instanceIds(id))))
        .isEqualTo("IncorrectInstanceState 400");
    assertThat(refusal(() -> ec2.stopInstances(stop -> stop.instanceIds(id))))
        .isEqualTo("IncorrectInstanceState 400");
    assertThat(ec2.terminateInstances(end -> end.instanceIds(id)).terminatingInstances())
        .as("terminated twice")
        .hasSize(1);
    assertThat(refusal(() -> ec2.stopInstances(stop -> stop.instanceIds("i-00000000000000001"))))
        .isEqualTo("InvalidInstanceID.NotFound 400");
    assertThat(refusal(() -> ec2.stopInstances(stop -> stop.instanceIds("blog"))))
        .isEqualTo("InvalidInstanceID.Malformed 400");
  }

  @Test
  void doesNotStopOneThatIsStillPending() throws Exception {
    String image = image();
    open(settings().readyAfter(1));
    String id = launch(image).instanceId();

    assertThat(refusal(() -> clients().ec2().stopInstances(stop -> stop.instanceIds(id))))
        .isEqualTo("IncorrectInstanceState 400");
  }

  @Test
  void isProtectedFromTermination() {
    String id = launch(image(), run -> run.disableApiTermination(true)).instanceId();
    String other = launch(image()).instanceId();

    assertThat(refusal(() -> clients().ec2().terminateInstances(end -> end.instanceIds(other, id))))
        .isEqualTo("OperationNotPermitted 400");
    assertThat(state(other)).as("all or none").isEqualTo(InstanceStateName.RUNNING);
  }

  @Test
  void showsATerminatedInstanceForAnHour() throws Exception {
    String id = launch(image()).instanceId();
    clients().ec2().terminateInstances(end -> end.instanceIds(id));
    assertThat(describe(id).publicIpAddress()).isNull();
    assertThat(describe(id).vpcId()).isNull();
    assertThat(region().leaks()).isEmpty();

    pass(Duration.ofMinutes(61));

    assertThat(clients().ec2().describeInstances(ask -> {}).reservations()).isEmpty();
    assertThat(refusal(() -> describe(id))).isEqualTo("InvalidInstanceID.NotFound 400");
  }

  @Test
  void hasTagsThatCanBeChanged() {
    String id = launch(image()).instanceId();
    String group = group("site");

    clients().ec2().createTags(change -> change.resources(id, group).tags(Ask.tag("team", "a")));
    assertThat(describe(id).tags()).containsExactly(Ask.tag("team", "a"));
    clients().ec2().deleteTags(change -> change.resources(id).tags(Ask.tag("team", "a")));
    assertThat(describe(id).tags()).isEmpty();
    assertThat(
            refusal(
                () ->
                    clients()
                        .ec2()
                        .createTags(
                            change ->
                                change
                                    .resources(group, "i-00000000000000001")
                                    .tags(Ask.tag("b", "c")))))
        .isEqualTo("InvalidInstanceID.NotFound 400");
  }

  @Test
  void postsTheConsoleLateUnlessTheTypeShowsItAtOnce() throws Exception {
    String paravirtual = image();
    String hvm = hvmImage();
    open(settings().readyAfter(1));
    String xen = launch(paravirtual).instanceId();
    String nitro = launch(hvm, run -> run.instanceType("t3.micro")).instanceId();

    assertThat(console(xen, false)).as("it is pending").isEmpty();
    states(xen);
    states(nitro);
    assertThat(console(xen, false)).isEqualTo("Xen Minimal OS!\n");
    assertThat(refusal(() -> console(xen, true))).isEqualTo("UnsupportedOperation 400");
    assertThat(console(nitro, true)).isEqualTo("Xen Minimal OS!\n");
    assertThat(console(nitro, false)).isEqualTo("Xen Minimal OS!\n");
  }

  @Test
  void postsTheConsoleOfAStoppedInstance() throws Exception {
    String image = image();
    String group = group("site", 80);
    open(settings().readyAfter(3));
    String id = launch(image, run -> run.securityGroupIds(group)).instanceId();
    states(id);
    region().reach(describe(id).publicIpAddress(), 80);
    assertThat(console(id, false)).isEmpty();

    clients().ec2().stopInstances(stop -> stop.instanceIds(id));
    states(id);

    assertThat(state(id)).isEqualTo(InstanceStateName.STOPPED);
    assertThat(console(id, false)).isEqualTo("Xen Minimal OS!\n");
  }

  @Test
  void showsTheLast64KibibytesOfTheConsole() throws Exception {
    open(settings().running(boot -> ScriptedMachine.showing("first " + "x".repeat(65_536))));
    String id = launch(image()).instanceId();

    assertThat(console(id, false)).isEqualTo("x".repeat(65_536));
  }

  @Test
  void saysOnTheConsoleWhyNothingRuns() throws Exception {
    open(settings().running(Machines.ofThisMachine()));
    assertThat(console(launch(image()).instanceId(), false))
        .startsWith("Nothing runs here: a paravirtual AMI needs Xen");
    open(
        settings()
            .running(
                boot -> {
                  throw new IOException("the disk is full");
                }));
    assertThat(console(launch(image()).instanceId(), false))
        .isEqualTo("Nothing runs here: the disk is full");
  }

  @Test
  void startsAnotherMachineWithEachStart() throws Exception {
    AtomicInteger starts = new AtomicInteger();
    open(settings().running(boot -> ScriptedMachine.showing("start " + starts.incrementAndGet())));
    String id = launch(image()).instanceId();
    assertThat(starts).as("nobody has looked yet").hasValue(0);
    assertThat(console(id, false)).isEqualTo("start 1");
    assertThat(console(id, false)).isEqualTo("start 1");

    clients().ec2().stopInstances(stop -> stop.instanceIds(id));
    assertThat(console(id, false)).isEqualTo("start 1");
    clients().ec2().startInstances(start -> start.instanceIds(id));
    assertThat(console(id, false)).isEqualTo("start 2");
  }

  private String console(String id, boolean latest) {
    String output =
        clients()
            .ec2()
            .getConsoleOutput(
                ask -> {
                  ask.instanceId(id);
                  if (latest) {
                    ask.latest(true);
                  }
                })
            .output();
    return output == null
        ? ""
        : new String(Base64.getMimeDecoder().decode(output), StandardCharsets.ISO_8859_1);
  }
}
