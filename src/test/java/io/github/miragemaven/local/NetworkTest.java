package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Tests the default VPC and its security groups. */
class NetworkTest extends InstanceTest {

  private List<SecurityGroup> groups(Filter... filters) {
    return clients().ec2().describeSecurityGroups(ask -> ask.filters(filters)).securityGroups();
  }

  private void authorize(String group, IpPermission permission) {
    clients()
        .ec2()
        .authorizeSecurityGroupIngress(ask -> ask.groupId(group).ipPermissions(permission));
  }

  @Test
  void hasADefaultVpcWithASubnetInEachZone() {
    Vpc vpc = clients().ec2().describeVpcs(ask -> {}).vpcs().get(0);
    List<Subnet> subnets =
        clients()
            .ec2()
            .describeSubnets(
                ask ->
                    ask.filters(
                        Ask.filter("vpc-id", vpc.vpcId()), Ask.filter("default-for-az", "true")))
            .subnets();

    assertThat(subnets).extracting(Subnet::availabilityZone).containsExactly("locala", "localb");
    assertThat(subnets)
        .extracting(Subnet::cidrBlock)
        .containsExactly("10.0.0.0/25", "10.0.0.128/25");
    assertThat(subnets)
        .extracting(subnet -> subnet.ipv6CidrBlockAssociationSet().get(0).ipv6CidrBlock())
        .containsExactly("2001:db8::/64", "2001:db8:0:1::/64");
    assertThat(subnets).allMatch(Subnet::mapPublicIpOnLaunch);
    assertThat(
            refusal(() -> clients().ec2().describeSubnets(ask -> ask.subnetIds("subnet-00000001"))))
        .isEqualTo("InvalidSubnetID.NotFound 400");
  }

  @Test
  void hasADefaultGroupThatLetsNothingInFromOutside() throws Exception {
    SecurityGroup usual = groups(Ask.filter("group-name", "default")).get(0);

    assertThat(usual.ipPermissions()).hasSize(1);
    assertThat(usual.ipPermissions().get(0).userIdGroupPairs())
        .extracting(UserIdGroupPair::groupId)
        .containsExactly(usual.groupId());
    assertThat(usual.ipPermissionsEgress()).hasSize(1);
    assertThat(
            refusal(() -> clients().ec2().deleteSecurityGroup(end -> end.groupId(usual.groupId()))))
        .isEqualTo("CannotDelete 400");
    assertThat(region().leaks()).isEmpty();
  }

  @Test
  void makesGroupsWithNamesOfTheirOwnAndTags() throws Exception {
    String vpc = defaultVpc();
    String id =
        clients()
            .ec2()
            .createSecurityGroup(
                ask ->
                    ask.groupName("site")
                        .description("The site")
                        .vpcId(vpc)
                        .tagSpecifications(
                            Ask.tags("security-group", Ask.tag("mirage:role", "site"))))
            .groupId();

    assertThat(groups(Ask.filter("tag:mirage:role", "site")))
        .extracting(SecurityGroup::groupId)
        .containsExactly(id);
    assertThat(region().leaks()).containsExactly(new Leak(Leak.Kind.SECURITY_GROUP, id));
    assertThat(refusal(() -> group("Site"))).isEqualTo("InvalidGroup.Duplicate 400");
    assertThat(refusal(() -> group("sg-site"))).isEqualTo("InvalidParameterValue 400");
    assertThat(refusal(() -> clients().ec2().createSecurityGroup(ask -> ask.groupName("other"))))
        .isEqualTo("MissingParameter 400");
    assertThat(
            refusal(
                () ->
                    clients()
                        .ec2()
                        .createSecurityGroup(
                            ask -> ask.groupName("other").description("x").vpcId("vpc-00000001"))))
        .isEqualTo("InvalidVpcID.NotFound 400");
  }

  @Test
  void letsInWhatItIsToldOnce() {
    String id = group("site", 80);

    authorize(
        id,
        IpPermission.builder()
            .ipProtocol("tcp")
            .fromPort(22)
            .toPort(22)
            .ipRanges(IpRange.builder().cidrIp("192.0.2.0/24").description("office").build())
            .build());
    assertThat(refusal(() -> authorize(id, open(80)))).isEqualTo("InvalidPermission.Duplicate 400");

    SecurityGroup group = groups(Ask.filter("group-id", id)).get(0);
    assertThat(group.ipPermissions()).extracting(IpPermission::fromPort).containsExactly(80, 22);
    assertThat(group.ipPermissions().get(0).ipRanges().get(0).cidrIp()).isEqualTo("0.0.0.0/0");
    assertThat(group.ipPermissions().get(0).ipv6Ranges().get(0).cidrIpv6()).isEqualTo("::/0");
    assertThat(group.ipPermissions().get(1).ipRanges().get(0).description()).isEqualTo("office");
  }

  @Test
  void refusesRulesThatMakeNoSense() {
    String id = group("site");

    for (IpPermission wrong :
        List.of(
            from("10.0.0.0/33").build(),
            from("10.0.0.1/24").build(),
            from("everywhere").build(),
            from("::/0").build(),
            from("0.0.0.0/0").toPort(70_000).build(),
            from("0.0.0.0/0").fromPort(90).build(),
            from("0.0.0.0/0").ipProtocol("sctp").build(),
            IpPermission.builder().ipProtocol("tcp").fromPort(80).toPort(80).build())) {
      assertThat(refusal(() -> authorize(id, wrong))).isEqualTo("InvalidParameterValue 400");
    }
    assertThat(refusal(() -> authorize("sg-00000000000000001", open(80))))
        .isEqualTo("InvalidGroup.NotFound 400");
    assertThat(groups(Ask.filter("group-id", id)).get(0).ipPermissions()).isEmpty();
  }

  private static IpPermission.Builder from(String block) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(80)
        .toPort(80)
        .ipRanges(IpRange.builder().cidrIp(block).build());
  }

  @Test
  void keepsAGroupThatIsUsed() throws Exception {
    String image = image();
    String id = group("site", 80);
    String instance = launch(image, run -> run.securityGroupIds(id)).instanceId();
    open(settings().readyAfter(1));

    assertThat(refusal(() -> delete(id))).isEqualTo("DependencyViolation 400");
    clients().ec2().terminateInstances(end -> end.instanceIds(instance));
    assertThat(refusal(() -> delete(id))).as("shutting down").isEqualTo("DependencyViolation 400");
    state(instance);
    delete(id);

    assertThat(groups(Ask.filter("group-name", "site"))).isEmpty();
    assertThat(refusal(() -> delete(id))).isEqualTo("InvalidGroup.NotFound 400");
  }

  private void delete(String group) {
    clients().ec2().deleteSecurityGroup(end -> end.groupId(group));
  }
}
