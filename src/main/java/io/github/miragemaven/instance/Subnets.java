package io.github.miragemaven.instance;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.failure.UserFailureException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.SubnetCidrBlockStateCode;

/** EC2 calls for the subnets in which instances can be launched. */
final class Subnets {

  private final AwsRegion region;
  private final Ec2Client ec2;

  Subnets(AwsRegion region) {
    this.region = region;
    this.ec2 = region.ec2();
  }

  /**
   * Returns the subnet with this id.
   *
   * @param type the instance type
   * @param zones the availability zones that offer the type
   * @throws UserFailureException if there is no such subnet, or its zone does not offer the type
   */
  Subnet require(String id, String type, Set<String> zones) throws UserFailureException {
    Subnet subnet = find(id);
    if (!zones.contains(subnet.zone())) {
      throw new UserFailureException(
          "The subnet %s is in %s, which does not offer the type %s.%nSet a subnet in %s (-Dmirage.launch.subnet=subnet-...), or another type (-Dmirage.instanceType=...)."
              .formatted(id, subnet.zone(), type, listed(zones)));
    }
    return subnet;
  }

  private Subnet find(String id) throws UserFailureException {
    return CallFailure.find(
            () -> describe(request -> request.subnetIds(id)), "InvalidSubnetID.Malformed")
        .orElseThrow(
            () ->
                new UserFailureException(
                    "There is no subnet %s in %s.%nSet another one (-Dmirage.launch.subnet=subnet-...), or leave it out to use the default VPC."
                        .formatted(id, region.name())));
  }

  /**
   * Returns the default VPC's subnet in the first of the zones that has one.
   *
   * @throws UserFailureException if no zone has one
   */
  Subnet ofDefaultVpc(String type, Set<String> zones) throws UserFailureException {
    List<Subnet> defaults =
        describe(request -> request.filters(Instances.filter("default-for-az", "true")));
    return defaults.stream()
        .filter(subnet -> zones.contains(subnet.zone()))
        .min(Comparator.comparing(Subnet::zone))
        .orElseThrow(() -> noneOf(defaults, type, zones));
  }

  private UserFailureException noneOf(List<Subnet> defaults, String type, Set<String> zones) {
    if (defaults.isEmpty()) {
      return new UserFailureException(
          "The account has no default VPC in %s.%nSet a subnet (-Dmirage.launch.subnet=subnet-...) in %s, or create a default VPC: aws ec2 create-default-vpc --region %s"
              .formatted(region.name(), listed(zones), region.name()));
    }
    Set<String> defaultZones = defaults.stream().map(Subnet::zone).collect(Collectors.toSet());
    return new UserFailureException(
        "The type %s is offered in %s, but the default VPC only has subnets in %s.%nSet a subnet in one of those zones (-Dmirage.launch.subnet=subnet-...), or another type (-Dmirage.instanceType=...)."
            .formatted(type, listed(zones), listed(defaultZones)));
  }

  private static String listed(Set<String> zones) {
    return zones.isEmpty() ? "no zone" : String.join(", ", new TreeSet<>(zones));
  }

  private List<Subnet> describe(Consumer<DescribeSubnetsRequest.Builder> selection) {
    return ec2.describeSubnetsPaginator(selection).subnets().stream()
        .map(
            subnet ->
                new Subnet(
                    subnet.subnetId(),
                    subnet.vpcId(),
                    subnet.availabilityZone(),
                    subnet.ipv6CidrBlockAssociationSet().stream()
                        .anyMatch(
                            block ->
                                block.ipv6CidrBlockState().state()
                                    == SubnetCidrBlockStateCode.ASSOCIATED)))
        .toList();
  }
}
