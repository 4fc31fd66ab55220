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
import io.github.miragemaven.iam.Way;
import io.github.miragemaven.instance.traffic.PublicName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Prints the IAM policy that the goals need with the settings that the project has, and nothing
 * beyond it; what several goals need alike is in one statement, which names them. Calls nothing.
 * The policy is in {@code target/mirage/iam-policy.json}.
 */
@Mojo(name = "iam-policy", threadSafe = true)
public final class IamPolicyMojo extends StrategyMojo {

  /**
   * The goals: some of {@code deploy}, {@code dryRun}, {@code status}, {@code prune}, {@code
   * launch}, {@code verify}, {@code console}, {@code terminate}, {@code switch}, {@code rollback},
   * {@code fleet}. Without it, all but the last three, and of these what the settings ask for:
   * {@code switch} and {@code rollback} where a parameter says where visitors come to, {@code
   * fleet} where {@code mirage.launch.fleet} is set. Example: {@code
   * -Dmirage.iamPolicy.goals=deploy,prune}.
   */
  @Parameter(property = "mirage.iamPolicy.goals")
  List<String> policyGoals;

  /**
   * The Elastic IP address that visitors come to. Example: {@code
   * -Dmirage.switch.address=203.0.113.9}.
   */
  @Parameter(property = "mirage.switch.address")
  String address;

  /** The target group that visitors come to. Example: {@code -Dmirage.switch.targetGroup=blog}. */
  @Parameter(property = "mirage.switch.targetGroup")
  String targetGroup;

  /** The DNS name that visitors know. Example: {@code -Dmirage.switch.record=www.example.com}. */
  @Parameter(property = "mirage.switch.record")
  String record;

  /**
   * The hosted zone of the DNS name. Example: {@code -Dmirage.switch.zone=Z0123456789ABCDEFGHIJ}.
   */
  @Parameter(property = "mirage.switch.zone")
  String zone;

  /** The Auto Scaling group that is refreshed. Example: {@code -Dmirage.launch.fleet=blog}. */
  @Parameter(property = "mirage.launch.fleet")
  String fleet;

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
    PolicyDocument policy = PolicyDocument.of(LeastPrivilege.of(needs(), goals()));
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

  private Set<Goal> goals() throws UserFailureException {
    if (policyGoals == null || policyGoals.isEmpty()) {
      return usualGoals();
    }
    Set<Goal> goals = EnumSet.noneOf(Goal.class);
    for (String name : policyGoals) {
      goals.add(Goal.parse(name));
    }
    return goals;
  }

  private Set<Goal> usualGoals() {
    Set<Goal> goals = EnumSet.allOf(Goal.class);
    if (ways().isEmpty()) {
      goals.removeAll(Set.of(Goal.SWITCH, Goal.ROLLBACK));
    }
    if (given(fleet).isEmpty()) {
      goals.remove(Goal.FLEET);
    }
    return goals;
  }

  private Set<Way> ways() {
    Set<Way> ways = EnumSet.noneOf(Way.class);
    given(address).ifPresent(set -> ways.add(Way.ADDRESS));
    given(targetGroup).ifPresent(set -> ways.add(Way.TARGET_GROUP));
    if (given(record).isPresent()) {
      PublicName.DnsName name = new PublicName.DnsName(record, given(zone), Duration.ZERO);
      ways.add(name.zoneId().isPresent() ? Way.RECORD_IN_ZONE : Way.RECORD);
    }
    return ways;
  }

  private Needs needs() throws UserFailureException {
    AmiSettings ami = amiSettings();
    List<String> remote = givenRegions().stream().filter(region -> !Aws.isLocal(region)).toList();
    Needs needs =
        new Needs(
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
            strategy() == Strategy.IMPORT
                ? Optional.of(importSettings().bucket())
                : Optional.empty());
    return ways().isEmpty() ? needs : needs.leading(ways());
  }
}
