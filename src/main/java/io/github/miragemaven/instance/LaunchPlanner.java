package io.github.miragemaven.instance;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.InstanceTypes;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Plans a launch and detects foreseeable failures, without changing anything.
 *
 * @param region the region
 * @param settings the settings
 * @param project the project
 */
record LaunchPlanner(AwsRegion region, LaunchSettings settings, Project project) {

  private static final long MIB = 1 << 20;

  LaunchPlan plan() throws FailureException {
    settings.check();
    Ami ami = new AmiChoice(region, project).of(settings.spec().ami());
    InstanceTypes types = new InstanceTypes(region);
    String type =
        settings.spec().type().isPresent()
            ? settings.spec().type().get()
            : types.usual(ami.virtualization());
    OptionalLong available = types.require(type, ami.virtualization());
    requireMemory(type, available);
    return new LaunchPlan(ami, type, subnet(type, types.zones(type)));
  }

  private void requireMemory(String type, OptionalLong mebibytes) throws UserFailureException {
    long needed = (settings.kernelMemory().orElse(0) + MIB - 1) / MIB;
    if (mebibytes.isPresent() && needed > mebibytes.getAsLong()) {
      throw new UserFailureException(
          "The instance type %s has %d MiB of memory, but the kernel needs %d MiB with its site.%nSet a larger <instanceType> (-Dmirage.instanceType=...)."
              .formatted(type, mebibytes.getAsLong(), needed));
    }
  }

  private Subnet subnet(String type, Set<String> zones) throws UserFailureException {
    Subnets subnets = new Subnets(region);
    Subnet subnet =
        settings.network().subnet().isPresent()
            ? subnets.require(settings.network().subnet().get(), type, zones)
            : subnets.ofDefaultVpc(type, zones);
    if (settings.network().addresses().contains(LaunchSettings.AddressKind.IPV6)
        && !subnet.ipv6()) {
      throw new UserFailureException(
          "mirage.launch.ipv6 is set, but the subnet %s has no IPv6 CIDR block.%nAssociate one (aws ec2 associate-subnet-cidr-block), or set another subnet (-Dmirage.launch.subnet=subnet-...)."
              .formatted(subnet.id()));
    }
    return subnet;
  }
}
