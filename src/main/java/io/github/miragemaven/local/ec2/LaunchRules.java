package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.Image;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Registration;
import io.github.miragemaven.local.state.Vpc.Subnet;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The rules of EC2 for launches: the image, the type and the network must exist and match. */
final class LaunchRules {

  private final RegionState state;
  private final Registrations registrations;
  private final InstanceTypes types;
  private final SecurityGroups groups;

  LaunchRules(
      RegionContext region,
      Registrations registrations,
      InstanceTypes types,
      SecurityGroups groups) {
    this.state = region.state();
    this.registrations = registrations;
    this.types = types;
    this.groups = groups;
  }

  /**
   * The resources of a request.
   *
   * @param image the image
   * @param subnet the subnet
   * @param groups the security groups
   */
  record Place(Image image, Subnet subnet, List<String> groups) {}

  /** Checks a request against the resources of the region. Called under the lock. */
  Place check(LaunchRequest asked) throws ServiceError, IOException {
    Image image = registrations.find(asked.imageId());
    if (image.phase() != Image.Phase.AVAILABLE) {
      throw ServiceError.of(
          "InvalidAMIID.Unavailable",
          "The image ID '%s' is not available: it is %s".formatted(image.id(), image.state()));
    }
    InstanceTypes.Type type =
        types
            .find(asked.instanceType())
            .orElseThrow(
                () ->
                    Ec2Errors.invalidValue(
                        "Invalid value '" + asked.instanceType() + "' for InstanceType."));
    checkFit(image.registration(), type);
    checkIpv6(asked.nic().ipv6Count(), type);
    Subnet subnet = subnet(asked);
    List<String> in = asked.nic().groups();
    for (String group : in) {
      groups.find(group);
    }
    return new Place(image, subnet, in.isEmpty() ? List.of(state.vpc().defaultGroup().id()) : in);
  }

  private static void checkFit(Registration image, InstanceTypes.Type type) throws ServiceError {
    if (!type.architectures().contains(image.architecture())) {
      throw Ec2Errors.invalidValue(
          "The architecture '%s' of the specified instance type does not match the architecture '%s' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again."
              .formatted(String.join(",", type.architectures()), image.architecture()));
    }
    if (!type.virtualization().contains(image.virtualizationType())) {
      throw Ec2Errors.invalidCombination(
          "Virtualization type '%s' is required for instances of type '%s'. Ensure that you are using an AMI with virtualization type '%1$s'."
              .formatted(type.virtualization().get(0), type.name()));
    }
    if (type.generation().ena().equals("required") && !image.features().ena().orElse(false)) {
      throw Ec2Errors.invalidCombination(
          "Enhanced networking with the Elastic Network Adapter (ENA) is required for the '%s' instance type. Ensure that you are using an AMI that is enabled for ENA."
              .formatted(type.name()));
    }
  }

  private static void checkIpv6(int count, InstanceTypes.Type type) throws ServiceError {
    if (count > 0 && !type.ipv6()) {
      throw Ec2Errors.invalidCombination(
          "The instance type " + type.name() + " does not support IPv6 addresses.");
    }
    if (count < 0 || count > type.ipv6Addresses()) {
      throw ServiceError.of(
          "AddressLimitExceeded",
          "Number of IPv6 addresses must be from 0 to %d, not %d"
              .formatted(type.ipv6Addresses(), count));
    }
  }

  private Subnet subnet(LaunchRequest asked) throws ServiceError {
    Optional<String> id = asked.nic().subnetId();
    return state.vpc().subnets().stream()
        .filter(known -> id.isEmpty() || known.id().equals(id.get()))
        .findFirst()
        .orElseThrow(() -> Vpcs.noSubnet(id.orElse("")));
  }
}
