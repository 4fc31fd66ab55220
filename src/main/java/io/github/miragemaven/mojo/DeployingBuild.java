package io.github.miragemaven.mojo;

import java.util.List;
import org.apache.maven.project.MavenProject;

/** Returns whether the current build also deploys the image. */
final class DeployingBuild {

  static final String PACKAGING = "unikernel";

  private static final String PLUGIN = "io.github.mirage-maven:mirage-maven-plugin";
  private static final String GOAL = "deploy";

  private DeployingBuild() {}

  /**
   * Whether Maven was asked to deploy.
   *
   * @param goals the phases and goals on Maven's command line
   */
  static boolean of(List<String> goals, MavenProject project) {
    return goals.stream()
        .anyMatch(
            goal ->
                goal.matches("(.*:)?mirage(-maven-plugin)?(:[^:]+)?:deploy(@.*)?")
                    || (goal.equals(GOAL) && isBound(project)));
  }

  /** Whether the phase {@code deploy} runs the goal. */
  private static boolean isBound(MavenProject project) {
    return project.getPackaging().equals(PACKAGING)
        || project.getBuildPlugins().stream()
            .filter(plugin -> plugin.getKey().equals(PLUGIN))
            .flatMap(plugin -> plugin.getExecutions().stream())
            .anyMatch(execution -> execution.getGoals().contains(GOAL));
  }
}
