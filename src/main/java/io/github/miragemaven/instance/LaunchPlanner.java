package io.github.miragemaven.instance;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.Amis;
import io.github.miragemaven.ami.InstanceTypes;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;

/** Decides what is launched: what can be known to fail is found out here. Nothing is changed. */
final class LaunchPlanner {

  private final AwsRegion region;
  private final LaunchSettings settings;
  private final Project project;

  LaunchPlanner(AwsRegion region, LaunchSettings settings, Project project) {
    this.region = region;
    this.settings = settings;
    this.project = project;
  }

  LaunchPlan plan() throws FailureException {
    settings.check();
    Ami ami = settings.ami().isPresent() ? given(settings.ami().get()) : newest();
    InstanceTypes types = new InstanceTypes(region);
    String type =
        settings.instanceType().isPresent()
            ? settings.instanceType().get()
            : types.usual(ami.virtualization());
    types.require(type, ami.virtualization());
    return new LaunchPlan(ami, type, subnet(type, types.zones(type)));
  }

  private Ami newest() throws UserFailureException {
    return new Amis(region)
        .tagged(TagKeys.PROJECT, project.key()).stream()
            .filter(ami -> ami.state() == Ami.State.AVAILABLE)
            .max(Comparator.comparing(Ami::created).thenComparing(Ami::id))
            .orElseThrow(
                () ->
                    new UserFailureException(
                        "There is no AMI of %s in %s that can be launched.%nRun mvn deploy -Dmirage.region=%s first, or set another one (-Dmirage.ami=ami-...)."
                            .formatted(project.key(), region.name(), region.name())));
  }

  private Ami given(String id) throws UserFailureException {
    Ami ami =
        new Amis(region)
            .launchable(id)
            .orElseThrow(
                () ->
                    new UserFailureException(
                        "There is no AMI %s in %s that this account can launch.%nCorrect mirage.ami (-Dmirage.ami=ami-...); mvn mirage:status lists the project's."
                            .formatted(id, region.name())));
    if (ami.state() != Ami.State.AVAILABLE) {
      throw new UserFailureException(
          "The AMI %s in %s cannot be launched: it is %s.%nSet another one (-Dmirage.ami=ami-...), or leave that out for the project's newest."
              .formatted(id, region.name(), ami.state().name().toLowerCase(Locale.ROOT)));
    }
    return ami;
  }

  private Subnet subnet(String type, Set<String> zones) throws UserFailureException {
    Subnets subnets = new Subnets(region);
    Subnet subnet =
        settings.network().subnet().isPresent()
            ? subnets.given(settings.network().subnet().get(), type, zones)
            : subnets.ofDefaultNetwork(type, zones);
    if (settings.network().ipv6() && !subnet.ipv6()) {
      throw new UserFailureException(
          "The subnet %s has no IPv6 addresses to give, and mirage.launch.ipv6 is set.%nGive it a block of them (aws ec2 associate-subnet-cidr-block), or set another one (-Dmirage.launch.subnet=subnet-...)."
              .formatted(subnet.id()));
    }
    return subnet;
  }
}
