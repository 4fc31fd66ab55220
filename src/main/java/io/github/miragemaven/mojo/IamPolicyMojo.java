package io.github.miragemaven.mojo;

import io.github.miragemaven.Road;
import io.github.miragemaven.ami.AmiSettings;
import io.github.miragemaven.ami.LaunchPermission;
import io.github.miragemaven.ami.Spread;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.iam.Goal;
import io.github.miragemaven.iam.LeastPrivilege;
import io.github.miragemaven.iam.Needs;
import io.github.miragemaven.iam.PolicyDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Prints the IAM policy that the goals need with the settings that the project has, each goal in
 * statements of its own, and nothing beyond it. Calls nothing. The policy is in {@code
 * target/mirage/iam-policy.json}.
 */
@Mojo(name = "iam-policy", threadSafe = true)
public final class IamPolicyMojo extends StrategyMojo {

  /**
   * The goals: some of {@code deploy}, {@code dryRun}, {@code status}, {@code prune}, {@code
   * launch}, {@code console}, {@code terminate}. Example: {@code
   * -Dmirage.iamPolicy.goals=deploy,prune}.
   */
  @Parameter(
      property = "mirage.iamPolicy.goals",
      defaultValue = "deploy,dryRun,status,prune,launch,console,terminate")
  List<String> policyGoals;

  @Inject
  IamPolicyMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  Optional<String> reasonToSkip() {
    return Optional.empty();
  }

  @Override
  void take(Road road) throws IOException, UserFailureException {
    Set<Goal> goals = EnumSet.noneOf(Goal.class);
    for (String name : policyGoals) {
      goals.add(Goal.parse(name));
    }
    PolicyDocument policy = PolicyDocument.of(LeastPrivilege.of(needs(), goals));
    Path file = mirageDirectory.toPath().resolve("iam-policy.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, policy.json());
    policy.json().lines().forEach(getLog()::info);
    getLog().info("");
    getLog().info("It is in " + shown(file.toString()) + ". To make a policy of it:");
    getLog()
        .info(
            "aws iam create-policy --policy-name %s --policy-document file://%s"
                .formatted(project.getArtifactId(), shown(file.toString())));
    if (policy.size() > PolicyDocument.LIMIT) {
      getLog()
          .warn(
              "It has %d characters, and a managed policy may have %d: make one of some goals each (-Dmirage.iamPolicy.goals=deploy)."
                  .formatted(policy.size(), PolicyDocument.LIMIT));
    }
  }

  private Needs needs() throws UserFailureException {
    AmiSettings ami = amiSettings();
    List<String> remote = givenRegions().stream().filter(region -> !Aws.isLocal(region)).toList();
    return new Needs(
        project.getGroupId() + ":" + project.getArtifactId(),
        remote,
        remote.size() > 1 && Spread.parse(spread) != Spread.UPLOAD,
        ami.encrypted(),
        ami.kmsKey(),
        given(ssmParameter),
        !ami.launchPermissions().isEmpty(),
        ami.launchPermissions().contains(LaunchPermission.PUBLIC),
        ami.deprecation().isPresent(),
        ami.instanceType().isPresent(),
        strategy() == Strategy.BUILD_HOST ? Optional.of(hostTag.strip()) : Optional.empty(),
        strategy() == Strategy.IMPORT ? Optional.of(importSettings().bucket()) : Optional.empty());
  }
}
