package io.github.miragemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeployingBuildTest {

  private final MavenProject project = new MavenProject();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mirage:deploy",
        "mirage:deploy@second",
        "io.github.mirage-maven:mirage-maven-plugin:deploy",
        "io.github.mirage-maven:mirage-maven-plugin:1.0:deploy"
      })
  void goalDeploys(String goal) {
    assertThat(DeployingBuild.of(List.of("clean", "package", goal), project)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"package", "install", "mirage:deployed", "jar:deploy", "deploy:deploy"})
  void otherGoalsDoNotDeploy(String goal) {
    project.setPackaging("unikernel");
    assertThat(DeployingBuild.of(List.of("clean", goal), project)).isFalse();
  }

  @Test
  void phaseDeploysWithPackagingUnikernel() {
    project.setPackaging("unikernel");
    assertThat(DeployingBuild.of(List.of("deploy"), project)).isTrue();
  }

  @Test
  void phaseDeploysWithOtherPackagingIfTheGoalIsBound() {
    project.setPackaging("jar");
    assertThat(DeployingBuild.of(List.of("deploy"), project)).isFalse();
    PluginExecution execution = new PluginExecution();
    execution.addGoal("deploy");
    Plugin plugin = new Plugin();
    plugin.setGroupId("io.github.mirage-maven");
    plugin.setArtifactId("mirage-maven-plugin");
    plugin.addExecution(execution);
    project.getBuild().addPlugin(plugin);
    assertThat(DeployingBuild.of(List.of("deploy"), project)).isTrue();
  }
}
