package io.github.miragemaven.local;

import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/**
 * Base class of tests of instances, each of which is ready at once unless the test says otherwise.
 */
abstract class InstanceTest extends RegionTest {

  /** Launches one instance of an image. */
  Instance launch(String image, Consumer<RunInstancesRequest.Builder> change) {
    return clients()
        .ec2()
        .runInstances(
            run -> {
              run.imageId(image).instanceType("m1.small").minCount(1).maxCount(1);
              change.accept(run);
            })
        .instances()
        .get(0);
  }

  Instance launch(String image) {
    return launch(image, run -> {});
  }

  /** Creates an HVM image that all x86_64 types can run. */
  String hvmImage() {
    String snapshot = completedSnapshot();
    return register(
        "hvm of " + snapshot,
        snapshot,
        image -> image.virtualizationType("hvm").kernelId(null).enaSupport(true));
  }

  /** Creates a paravirtual image. */
  String image() {
    String snapshot = completedSnapshot();
    return register("pv of " + snapshot, snapshot);
  }

  Instance describe(String id) {
    return clients()
        .ec2()
        .describeInstances(ask -> ask.instanceIds(id))
        .reservations()
        .get(0)
        .instances()
        .get(0);
  }

  InstanceStateName state(String id) {
    return describe(id).state().name();
  }

  String defaultVpc() {
    return clients().ec2().describeVpcs(ask -> {}).vpcs().get(0).vpcId();
  }

  /** Creates a security group that admits these ports from everywhere. */
  String group(String name, int... ports) {
    String id =
        clients()
            .ec2()
            .createSecurityGroup(
                ask -> ask.groupName(name).description("The site").vpcId(defaultVpc()))
            .groupId();
    for (int port : ports) {
      clients()
          .ec2()
          .authorizeSecurityGroupIngress(ask -> ask.groupId(id).ipPermissions(List.of(open(port))));
    }
    return id;
  }

  static IpPermission open(int port) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
        .ipv6Ranges(Ipv6Range.builder().cidrIpv6("::/0").build())
        .build();
  }
}
