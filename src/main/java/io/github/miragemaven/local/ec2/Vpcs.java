package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Vpc;
import io.github.miragemaven.local.state.Vpc.Subnet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** DescribeSubnets: the default subnets of the region. */
final class Vpcs {

  private final RegionContext region;
  private final Vpc vpc;
  private final Filters<Subnet> subnetFilters;

  Vpcs(RegionContext region) {
    this.region = region;
    this.vpc = region.state().vpc();
    this.subnetFilters =
        new Filters<>(
            Map.of(
                "availability-zone", subnet -> List.of(subnet.zone()),
                "default-for-az", subnet -> List.of("true"),
                "vpc-id", subnet -> List.of(vpc.id())),
            subnet -> Map.of());
  }

  private static void writeIpv6(Xml xml, String block) {
    xml.text("ipv6CidrBlock", block)
        .element("ipv6CidrBlockState", state -> state.text("state", "associated"));
  }

  Consumer<Xml> describeSubnets(Query query) throws ServiceError {
    List<String> ids = query.texts("SubnetId");
    Predicate<Subnet> fits = subnetFilters.of(query);
    Page.Asked page = Page.asked(query, region, 5);
    query.done();
    for (String id : ids) {
      if (vpc.subnets().stream().noneMatch(subnet -> subnet.id().equals(id))) {
        throw noSubnet(id);
      }
    }
    Page<Subnet> shown =
        page.of(
            vpc.subnets().stream()
                .filter(subnet -> ids.isEmpty() || ids.contains(subnet.id()))
                .filter(fits)
                .toList());
    return answer ->
        answer.items("subnetSet", shown.items(), this::write).text("nextToken", shown.nextToken());
  }

  private void write(Xml xml, Subnet subnet) {
    xml.text("subnetId", subnet.id())
        .text("vpcId", vpc.id())
        .text("ownerId", RegionState.ACCOUNT)
        .text("state", "available")
        .text("cidrBlock", subnet.block())
        .items("ipv6CidrBlockAssociationSet", List.of(subnet.ipv6Block()), Vpcs::writeIpv6)
        .text("availabilityZone", subnet.zone())
        .text("defaultForAz", true)
        .text("mapPublicIpOnLaunch", true)
        .text("assignIpv6AddressOnCreation", false);
  }

  static ServiceError noVpc(String id) {
    return ServiceError.of("InvalidVpcID.NotFound", "The vpc ID '" + id + "' does not exist");
  }

  static ServiceError noSubnet(String id) {
    return ServiceError.of("InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist");
  }
}
