package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.Refusal;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Vpc;
import io.github.miragemaven.local.state.Vpc.Subnet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** DescribeVpcs, DescribeSubnets, DescribeAvailabilityZones: the default VPC of the region. */
final class Vpcs {

  private final RegionContext region;
  private final Vpc vpc;
  private final Filters<Vpc> vpcFilters;
  private final Filters<Subnet> subnetFilters;
  private final Filters<String> zoneFilters;

  Vpcs(RegionContext region) {
    this.region = region;
    this.vpc = region.state().vpc();
    this.vpcFilters =
        new Filters<>(
            Map.of(
                "cidr", it -> List.of(Vpc.BLOCK),
                "is-default", it -> List.of("true"),
                "state", it -> List.of("available"),
                "vpc-id", it -> List.of(it.id())),
            it -> Map.of());
    this.subnetFilters =
        new Filters<>(
            Map.of(
                "availability-zone", subnet -> List.of(subnet.zone()),
                "cidr-block", subnet -> List.of(subnet.block()),
                "default-for-az", subnet -> List.of("true"),
                "map-public-ip-on-launch", subnet -> List.of("true"),
                "state", subnet -> List.of("available"),
                "subnet-id", subnet -> List.of(subnet.id()),
                "vpc-id", subnet -> List.of(vpc.id())),
            subnet -> Map.of());
    this.zoneFilters =
        new Filters<>(
            Map.of(
                "region-name", zone -> List.of(region.name()),
                "state", zone -> List.of("available"),
                "zone-name", zone -> List.of(zone),
                "zone-type", zone -> List.of("availability-zone")),
            zone -> Map.of());
  }

  Consumer<Xml> describe(Query query) throws Refusal {
    List<String> ids = query.texts("VpcId");
    Predicate<Vpc> fits = vpcFilters.of(query);
    Page.Asked page = Page.asked(query, region, 5);
    query.done();
    for (String id : ids) {
      if (!id.equals(vpc.id())) {
        throw noVpc(id);
      }
    }
    Page<Vpc> shown = page.of(List.of(vpc).stream().filter(fits).toList());
    return answer ->
        answer
            .items("vpcSet", shown.items(), (item, it) -> write(item))
            .text("nextToken", shown.nextToken());
  }

  private void write(Xml xml) {
    xml.text("vpcId", vpc.id())
        .text("ownerId", RegionState.ACCOUNT)
        .text("state", "available")
        .text("cidrBlock", Vpc.BLOCK)
        .items("ipv6CidrBlockAssociationSet", List.of(Vpc.IPV6_BLOCK), Vpcs::writeIpv6)
        .text("isDefault", true)
        .text("instanceTenancy", "default");
  }

  private static void writeIpv6(Xml xml, String block) {
    xml.text("ipv6CidrBlock", block)
        .element("ipv6CidrBlockState", state -> state.text("state", "associated"));
  }

  Consumer<Xml> describeSubnets(Query query) throws Refusal {
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

  Consumer<Xml> describeZones(Query query) throws Refusal {
    List<String> names = query.texts("ZoneName");
    Predicate<String> fits = zoneFilters.of(query);
    query.flag("AllAvailabilityZones");
    query.done();
    List<String> zones = vpc.subnets().stream().map(Subnet::zone).toList();
    for (String name : names) {
      if (!zones.contains(name)) {
        throw Ec2Errors.invalidValue("Invalid availability zone: [" + name + "]");
      }
    }
    return answer ->
        answer.items(
            "availabilityZoneInfo",
            zones.stream()
                .filter(zone -> names.isEmpty() || names.contains(zone))
                .filter(fits)
                .toList(),
            (item, zone) ->
                item.text("zoneName", zone)
                    .text("zoneState", "available")
                    .text("zoneType", "availability-zone")
                    .text("regionName", region.name()));
  }

  static Refusal noVpc(String id) {
    return Refusal.of("InvalidVpcID.NotFound", "The vpc ID '" + id + "' does not exist");
  }

  static Refusal noSubnet(String id) {
    return Refusal.of("InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist");
  }
}
