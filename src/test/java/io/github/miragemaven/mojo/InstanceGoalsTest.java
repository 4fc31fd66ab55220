package io.github.miragemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.when;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the goals for instances, as Maven configures them. */
@MojoTest
class InstanceGoalsTest {

  private static final String POM = "src/test/projects/pom.xml";

  @TempDir Path directory;

  @Inject private MavenProject project;
  @Inject private MavenSession session;

  private final RecordedLog log = new RecordedLog();

  @BeforeEach
  void setUpSession() {
    when(session.getUserProperties()).thenReturn(new Properties());
    when(session.getSystemProperties()).thenReturn(new Properties());
    when(session.getRequest()).thenReturn(new DefaultMavenExecutionRequest());
    when(session.getSettings()).thenReturn(new Settings());
    project.setGroupId("com.example");
    project.setArtifactId("blog");
    project.setVersion("1.0");
  }

  @Test
  @InjectMojo(goal = "launch", pom = POM)
  @MojoParameter(name = "region", value = "local")
  void launchNeedsAnAmi(LaunchMojo launch) {
    assertThatThrownBy(() -> run(launch))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("com.example:blog has no available AMI in local")
        .hasMessageContaining("mvn deploy -Dmirage.region=local");
  }

  @Test
  @InjectMojo(goal = "launch", pom = POM)
  @MojoParameter(name = "regions", value = "local,local-2")
  void launchWorksInOneRegion(LaunchMojo launch) {
    assertThatThrownBy(() -> run(launch))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("mirage:launch works in one region, but local, local-2 are set");
  }

  @Test
  @InjectMojo(goal = "launch", pom = POM)
  @MojoParameter(name = "region", value = "local")
  @MojoParameter(name = "launchTimeout", value = "5 minutes")
  void launchNeedsADurationAsTimeout(LaunchMojo launch) {
    assertThatThrownBy(() -> run(launch))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("mirage.launch.timeout is \"5 minutes\"")
        .hasMessageContaining("PT5M");
  }

  @Test
  @InjectMojo(goal = "launch", pom = POM)
  @MojoParameter(name = "region", value = "local")
  @MojoParameter(name = "ports", value = "http")
  void launchNeedsPortsOrRanges(LaunchMojo launch) {
    assertThatThrownBy(() -> run(launch))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("mirage.launch.ports is \"http\"")
        .hasMessageContaining("8000-8010");
  }

  @Test
  @InjectMojo(goal = "launch", pom = POM)
  @MojoParameter(name = "skipLaunch", value = "true")
  void skippedLaunchGivesTheReason(LaunchMojo launch) throws Exception {
    run(launch);
    assertThat(log.lines()).containsExactly("INFO skipped: mirage.launch.skip is set");
  }

  @Test
  @InjectMojo(goal = "console", pom = POM)
  @MojoParameter(name = "region", value = "local")
  void consoleNeedsAnInstance(ConsoleMojo console) {
    assertThatThrownBy(() -> run(console))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("com.example:blog has no instance in local");
  }

  @Test
  @InjectMojo(goal = "terminate", pom = POM)
  @MojoParameter(name = "region", value = "local")
  void terminateFindsNoInstance(TerminateMojo terminate) throws Exception {
    run(terminate);
    assertThat(log.lines())
        .containsExactly("INFO com.example:blog has nothing to terminate in local");
  }

  @Test
  @InjectMojo(goal = "terminate", pom = POM)
  @MojoParameter(name = "region", value = "local")
  @MojoParameter(name = "confirm", value = "true")
  @MojoParameter(name = "instance", value = "i-00000000000000001")
  void terminateRefusesOtherProjectsInstances(TerminateMojo terminate) {
    assertThatThrownBy(() -> run(terminate))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining(
            "i-00000000000000001, which is not an instance of com.example:blog in local");
  }

  @Test
  @InjectMojo(goal = "switch", pom = POM)
  @MojoParameter(name = "region", value = "local")
  @MojoParameter(name = "address", value = "203.0.113.9")
  @MojoParameter(name = "switchWait", value = "20 minutes")
  void switchNeedsADurationToWait(SwitchMojo switchGoal) {
    assertThatThrownBy(() -> run(switchGoal))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("mirage.switch.wait is \"20 minutes\"")
        .hasMessageContaining("PT5M");
  }

  @Test
  @InjectMojo(goal = "launch", pom = POM)
  @MojoParameter(name = "region", value = "local")
  @MojoParameter(name = "thenOld", value = "sell")
  void launchRefusesAnUnknownActionForOldInstances(LaunchMojo launch) {
    assertThatThrownBy(() -> run(launch))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("mirage.switch.thenOld is \"sell\"");
  }

  @Test
  @InjectMojo(goal = "iam-policy", pom = POM)
  void policyOmitsUnusedServices(IamPolicyMojo policy) throws Exception {
    assertThat(printed(policy))
        .contains("\"ec2:RunInstances\"", "\"ec2:GetConsoleOutput\"")
        .doesNotContain(
            "route53:", "elasticloadbalancing:", "ec2:AssociateAddress", "autoscaling:");
  }

  @Test
  @InjectMojo(goal = "iam-policy", pom = POM)
  @MojoParameter(name = "record", value = "www.birds.example")
  @MojoParameter(name = "zone", value = "Z0123456789ABCDEFGHIJ")
  @MojoParameter(name = "fleet", value = "blog")
  void policyCoversTheServicesInUse(IamPolicyMojo policy) throws Exception {
    assertThat(printed(policy))
        .contains("\"route53:GetHostedZone\"", "\"autoscaling:StartInstanceRefresh\"")
        .doesNotContain(
            "route53:ListHostedZonesByName", "elasticloadbalancing:", "ec2:AssociateAddress");
  }

  private String printed(IamPolicyMojo policy) throws Exception {
    run(policy);
    return Files.readString(directory.resolve("target/mirage/iam-policy.json"));
  }

  private void run(GoalMojo goal) throws Exception {
    goal.setLog(log);
    goal.mirageDirectory = new File(directory.toFile(), "target/mirage");
    if (goal instanceof AwsMojo aws) {
      aws.localDirectory = new File(directory.toFile(), "aws");
    }
    goal.execute();
  }
}
