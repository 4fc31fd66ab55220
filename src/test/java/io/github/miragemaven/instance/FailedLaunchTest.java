package io.github.miragemaven.instance;

import static io.github.miragemaven.instance.verify.TestSettings.expecting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.LaunchSettings.AddressKind;
import io.github.miragemaven.kernel.KernelKind;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.local.machine.ScriptedMachine;
import io.github.miragemaven.tools.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failed launch explains itself and leaves no resources. */
@Slow
class FailedLaunchTest {

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
  void printsTheDiagnosisIfNothingAnswers() throws Exception {
    launches.silent(Launches.NO_MENU);
    failure()
        .hasMessageContaining("failed verification")
        .hasMessageContaining("The boot loader found no menu");
    assertThat(launches.progress.lines())
        .anyMatch(line -> line.startsWith("WARN The boot loader found no menu"));
    assertThat(Files.readString(launches.file("console.log"))).isEqualTo(Launches.NO_MENU);
    assertNothingLeft();
  }

  @Test
  void reportsNetworkProblemShownOnTheConsole() throws Exception {
    launches.silent(Launches.HEALTHY.replace("listening on port 80", "no socket"));
    failure().hasMessageContaining("has not reported that it listens");
    assertNothingLeft();
  }

  @Test
  void reportsClosedSecurityGroup() throws Exception {
    launches.silent(Launches.HEALTHY);
    String closed =
        launches.inRegion(
            region ->
                region
                    .ec2()
                    .createSecurityGroup(
                        request -> request.groupName("closed").description("Nothing comes in"))
                    .groupId());
    launches.in(network(null, closed));
    failure().hasMessageContaining("the security group blocks the site's port");
    assertNothingLeft();
  }

  @Test
  void refusesToOpenPortsOtherThanTheSites() {
    launches.in(
        new LaunchSettings.Network(
            Optional.empty(), Optional.empty(), List.of(81, 443), Set.of(AddressKind.PUBLIC_IPV4)));
    failure()
        .hasMessageContaining("mirage.launch.ports is 81,443")
        .hasMessageContaining("-Dmirage.launch.ports=80");
  }

  @Test
  void removesWhatItCreatedWhenInterrupted() throws Exception {
    Thread launching = Thread.currentThread();
    launches.silent(Launches.HEALTHY);
    launches.on(
        boot -> {
          launching.interrupt();
          return ScriptedMachine.showing(Launches.HEALTHY);
        });
    assertThatThrownBy(launches::launch).isInstanceOf(InterruptedException.class);
    assertNothingLeft();
  }

  @Test
  void refusesWrongPage() throws Exception {
    launches.verifying(verify -> expecting(verify, 200, "Goodbye"));
    failure().hasMessageContaining("without the expected text");
    assertNothingLeft();
  }

  @Test
  void explainsWhyTheInstanceNeverRan() throws Exception {
    launches.failing(Faults.none().on("RunInstances").give(Fault.failsLater()));
    failure()
        .hasMessageContaining("is terminated: Server.InternalError")
        .hasMessageContaining("Try again later, in another zone");
    assertNothingLeft();
  }

  @Test
  void advisesWhatToDoAboutMissingCapacity() throws Exception {
    launches.failing(Faults.none().on("RunInstances").give(Fault.noCapacity()));
    failure()
        .hasMessageContaining("EC2 cannot launch a t1.micro in local")
        .hasMessageContaining("InsufficientInstanceCapacity")
        .hasMessageContaining("-Dmirage.launch.subnet");
    assertNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DescribeImages",
        "DescribeInstanceTypeOfferings",
        "DescribeInstanceTypes",
        "DescribeSubnets",
        "DescribeSecurityGroups",
        "CreateSecurityGroup",
        "AuthorizeSecurityGroupIngress",
        "RunInstances",
        "CreateTags"
      })
  void namesTheMissingPermission(String action) throws Exception {
    launches.failing(Faults.none().on(action).give(Fault.denied()));
    failure().hasMessageContaining("lack the permission ec2:" + action + " in local");
    assertNothingLeft();
  }

  @Test
  void continuesIfTheConsoleCannotBeRead() throws Exception {
    launches.failing(Faults.none().on("GetConsoleOutput").give(Fault.denied()));
    assertThat(launches.launch().address()).isNotEmpty();
    assertThat(launches.progress.lines())
        .filteredOn(line -> line.contains("cannot be read"))
        .hasSize(1);
  }

  @Test
  void keepsTheFailedInstanceOnRequest() throws Exception {
    launches.silent(Launches.NO_MENU).keepingFailed();
    failure().hasMessageContaining("found no menu");
    Instance kept = launches.instances().get(0);
    assertThat(kept.tags()).containsEntry(TagKeys.STATE, TagKeys.KEPT);
    assertThat(kept.verified()).isEmpty();
    launches.launchQuietly();
    assertThat(launches.instances()).extracting(Instance::id).contains(kept.id());
    launches.terminate();
    assertNothingLeft();
  }

  @Test
  void reportsResourcesThatItCouldNotRemove() throws Exception {
    launches
        .silent(Launches.NO_MENU)
        .failing(Faults.none().on("TerminateInstances").give(Fault.denied()));
    assertThatThrownBy(launches::launch).isNotNull();
    assertThat(launches.progress.lines())
        .anyMatch(
            line ->
                line.contains(
                    "The next mvn mirage:launch retries it, as does mvn mirage:terminate"));
    launches.failing(Faults.none()).terminate();
    assertNothingLeft();
  }

  @Test
  void refusesInstanceTypeWithTooLittleMemoryForTheKernel() {
    launches.type("m3.medium").needing(5L << 30);
    failure()
        .hasMessageContaining("m3.medium has 3840 MiB of memory, but the kernel needs 5120 MiB")
        .hasMessageContaining("-Dmirage.instanceType=");
  }

  @Test
  void refusesInstanceTypeThatCannotRunTheAmi() {
    launches.type("t2.micro");
    failure()
        .hasMessageContaining("t2.micro does not run this AMI, which is paravirtual")
        .hasMessageContaining("-Dmirage.instanceType=m3.medium");
  }

  @Test
  void refusesNitroForSolo5Xen() throws Exception {
    launches.deployments().of(KernelKind.SOLO5_XEN);
    launches.deploy(2);
    launches.type("t3.micro");
    failure().hasMessageContaining("the type is hvm on nitro");
  }

  @Test
  void refusesMissingAmi() {
    launches.ami("ami-00000000000000009");
    failure().hasMessageContaining("There is no AMI ami-00000000000000009 in local");
  }

  @Test
  void refusesProjectWithoutAmi() {
    launches.of(new Project("com.example", "other", "1", "0.1", "here"));
    failure()
        .hasMessageContaining("com.example:other has no available AMI in local")
        .hasMessageContaining("mvn deploy");
  }

  @Test
  void refusesMissingSubnetAndSecurityGroup() {
    launches.in(network("subnet-00000000000000009", null));
    failure().hasMessageContaining("There is no subnet subnet-00000000000000009 in local");
    launches.in(network(null, "sg-00000000000000009"));
    failure().hasMessageContaining("There is no security group sg-00000000000000009 in local");
  }

  private static LaunchSettings.Network network(String subnet, String group) {
    return Launches.network(
        Optional.ofNullable(subnet), Optional.ofNullable(group), AddressKind.PUBLIC_IPV4);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> failure() {
    return assertThatThrownBy(launches::launch).isInstanceOf(UserFailureException.class);
  }

  private void assertNothingLeft() throws Exception {
    launches.failing(Faults.none());
    assertThat(launches.instances()).isEmpty();
    assertThat(launches.groups()).isEmpty();
  }
}
