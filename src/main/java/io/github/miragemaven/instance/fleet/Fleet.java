package io.github.miragemaven.instance.fleet;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.DeploymentLock;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.AmiChoice;
import io.github.miragemaven.instance.Launch;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;

/**
 * Rolls a new AMI out to an Auto Scaling group: creates a version of the group's launch template
 * with the AMI, starts an instance refresh and follows it to its end. An interrupted refresh is
 * rolled back.
 *
 * @param aws opens the region
 * @param settings the settings
 * @param project the project
 * @param execution the execution of the goal
 */
public record Fleet(Aws aws, FleetSettings settings, Project project, Execution execution) {

  /**
   * Replaces all instances of the group by instances of the AMI.
   *
   * @return the ID of the AMI
   */
  @SuppressWarnings("try") // Held for its close() only.
  public String refresh() throws FailureException, IOException, InterruptedException {
    try (DeploymentLock lock = Launch.lock(settings.directory())) {
      return aws.in(settings.region(), this::refresh);
    }
  }

  private String refresh(AwsRegion region) throws FailureException, InterruptedException {
    Template current = template(group(region));
    Ami ami = new AmiChoice(region, project).of(settings.ami());
    Templates templates = new Templates(region);
    Refreshes refreshes = new Refreshes(region, settings.group());
    Optional<InstanceRefresh> active = refreshes.active();
    if (active.isEmpty() && templates.launches(current, ami.id())) {
      execution
          .progress()
          .info("the group %s already launches %s".formatted(settings.group(), ami.id()));
      return ami.id();
    }
    Template wanted =
        active.isPresent()
            ? resumed(templates, active.get(), ami)
            : templates.with(
                current, ami.id(), project.key() + " " + ami.id(), UUID.randomUUID().toString());
    execution
        .progress()
        .info(
            "version %s of the launch template %s launches %s"
                .formatted(wanted.version(), wanted.id(), ami.id()));
    new Rollout(refreshes, settings.group(), execution).carryOut(wanted);
    return ami.id();
  }

  /** Continues the refresh that a killed run has started. */
  private Template resumed(Templates templates, InstanceRefresh active, Ami ami)
      throws UserFailureException {
    return Refreshes.target(active)
        .filter(template -> templates.launches(template, ami.id()))
        .orElseThrow(
            () ->
                new UserFailureException(
                    "The group %s has an active refresh with another launch template version.%nWait until it ends, or cancel it: aws autoscaling cancel-instance-refresh --region %s --auto-scaling-group-name %s"
                        .formatted(settings.group(), settings.region(), settings.group())));
  }

  private AutoScalingGroup group(AwsRegion region) throws UserFailureException {
    return region
        .autoScaling()
        .describeAutoScalingGroups(ask -> ask.autoScalingGroupNames(settings.group()))
        .autoScalingGroups()
        .stream()
        .findFirst()
        .orElseThrow(
            () ->
                new UserFailureException(
                    "mirage.launch.fleet is \"%s\", and %s has no such Auto Scaling group.%naws autoscaling describe-auto-scaling-groups --region %s lists the existing ones."
                        .formatted(settings.group(), settings.region(), settings.region())));
  }

  /**
   * Returns the launch template version of the group, if a refresh can replace it and roll it back.
   */
  private Template template(AutoScalingGroup group) throws UserFailureException {
    if (group.mixedInstancesPolicy() != null) {
      throw unsupported(
          "has a mixed instances policy", "Change the AMI of its launch template yourself");
    }
    LaunchTemplateSpecification launch = group.launchTemplate();
    if (launch == null) {
      throw unsupported(
          "has a launch configuration, whose AMI cannot be changed",
          "Switch it to a launch template (update-auto-scaling-group --launch-template)");
    }
    String version = Optional.ofNullable(launch.version()).orElse("$Default");
    if (version.startsWith("$")) {
      throw unsupported(
          "uses the version %s of its launch template, which AWS cannot roll back"
              .formatted(version),
          "Set a numbered version (update-auto-scaling-group --launch-template)");
    }
    return new Template(launch.launchTemplateId(), version);
  }

  private UserFailureException unsupported(String reason, String advice) {
    return new UserFailureException(
        "The group %s %s; nothing was changed.%n%s, or launch a single instance by leaving out mirage.launch.fleet."
            .formatted(settings.group(), reason, advice));
  }
}
