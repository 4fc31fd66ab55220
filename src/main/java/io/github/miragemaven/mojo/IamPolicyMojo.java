package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.iam.Goal;
import io.github.miragemaven.iam.LeastPrivilege;
import io.github.miragemaven.iam.PolicyDocument;
import io.github.miragemaven.incremental.Replacement;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Prints the IAM policy with exactly the permissions that the goals need with the project's
 * settings, and writes it to {@code target/mirage/iam-policy.json}. Permissions that several goals
 * share are in one statement, which names those goals. Calls no AWS service.
 */
@Mojo(name = "iam-policy", threadSafe = true)
public final class IamPolicyMojo extends PolicyMojo {

  /**
   * The goals that need permissions: any of {@code deploy}, {@code dryRun}, {@code status}, {@code
   * prune}, {@code launch}, {@code verify}, {@code console}, {@code terminate}, {@code switch},
   * {@code rollback}, {@code fleet}. Default: all, but {@code switch} and {@code rollback} only if
   * one of {@code mirage.switch.address}, {@code .targetGroup} and {@code .record} is set, and
   * {@code fleet} only if {@code mirage.launch.fleet} is set. Example: {@code
   * -Dmirage.iamPolicy.goals=deploy,prune}.
   */
  @Parameter(property = "mirage.iamPolicy.goals")
  List<String> policyGoals;

  /**
   * The Auto Scaling group that {@code mirage:launch} refreshes. Default: none. Example: {@code
   * -Dmirage.launch.fleet=blog}.
   */
  @Parameter(property = "mirage.launch.fleet")
  String fleet;

  @Override
  void perform(Progress progress) throws IOException, UserFailureException {
    PolicyDocument policy = PolicyDocument.of(LeastPrivilege.of(needs(), goals()));
    Path file = mirageDirectory.toPath().resolve("iam-policy.json");
    Replacement.of(file, policy.json());
    policy.json().lines().forEach(getLog()::info);
    getLog().info("");
    getLog().info("This policy is in " + shorten(file.toString()) + ". To create it in IAM:");
    getLog()
        .info(
            "aws iam create-policy --policy-name %s --policy-document file://%s"
                .formatted(project.getArtifactId(), shorten(file.toString())));
    if (policy.size() > PolicyDocument.LIMIT) {
      getLog()
          .warn(
              "The policy has %d characters, but a managed policy may have only %d: create one for each group of goals (-Dmirage.iamPolicy.goals=deploy)."
                  .formatted(policy.size(), PolicyDocument.LIMIT));
    }
  }

  private Set<Goal> goals() throws UserFailureException {
    if (policyGoals == null || policyGoals.isEmpty()) {
      return goalsThatSettingsUse();
    }
    Set<Goal> goals = EnumSet.noneOf(Goal.class);
    for (String name : policyGoals) {
      goals.add(Choices.parse("mirage.iamPolicy.goals", name, Goal.class));
    }
    return goals;
  }

  private Set<Goal> goalsThatSettingsUse() {
    Set<Goal> goals = EnumSet.allOf(Goal.class);
    if (traffic().isEmpty()) {
      goals.removeAll(Set.of(Goal.SWITCH, Goal.ROLLBACK));
    }
    if (given(fleet).isEmpty()) {
      goals.remove(Goal.FLEET);
    }
    return goals;
  }
}
