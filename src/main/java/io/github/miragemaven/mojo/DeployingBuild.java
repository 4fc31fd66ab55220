package io.github.miragemaven.mojo;

import java.util.List;
import org.apache.maven.project.MavenProject;

/** Whether a build goes on to deploy what it makes. */
final class DeployingBuild {

  private static final String PACKAGING = "unikernel";
  private static final String PLUGIN = "io.github.mirage-maven:mirage-maven-plugin";
  private static final String GOAL = "deploy";

  private DeployingBuild() {}

  /**
   * Looks at what Maven was asked for.
   *
   * @param goals the phases and goals on its command line
   */
  static boolean of(List<String> goals, MavenProject project) {
    return goals.stream()
        .anyMatch(
            goal ->
                goal.matches("(.*:)?mirage(-maven-plugin)?(:[^:]+)?:deploy(@.*)?")
                    || (goal.equals(GOAL) && isBound(project)));
  }

  /** Whether the phase comes to the goal: in the packaging it does, elsewhere where it is bound. */
  private static boolean isBound(MavenProject project) {
    return project.getPackaging().equals(PACKAGING)
        || project.getBuildPlugins().stream()
            .filter(plugin -> plugin.getKey().equals(PLUGIN))
            .flatMap(plugin -> plugin.getExecutions().stream())
            .anyMatch(execution -> execution.getGoals().contains(GOAL));
  }
}
