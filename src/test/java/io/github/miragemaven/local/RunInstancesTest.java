package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.local.machine.ScriptedMachine;
import io.github.miragemaven.local.service.Policy;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Subnet;

class RunInstancesTest extends InstanceTest {

  @Override
  LocalRegionSettings settings() {
    return super.settings().running(boot -> ScriptedMachine.showing("Xen Minimal OS!\n"));
  }

  private String refused(String image, Consumer<RunInstancesRequest.Builder> change) {
    return refusal(() -> launch(image, change));
  }

  @Test
  void tellsAllThatItWasLaunchedWith() throws Exception {
    String image = hvmImage();
    String group = group("site", 80);
    Subnet subnet = clients().ec2().describeSubnets(ask -> {}).subnets().get(1);

    String id =
        launch(
                image,
                run ->
                    run.instanceType("t2.micro")
                        .networkInterfaces(
                            InstanceNetworkInterfaceSpecification.builder()
                                .deviceIndex(0)
                                .subnetId(subnet.subnetId())
                                .groups(group)
                                .associatePublicIpAddress(true)
                                .ipv6AddressCount(1)
                                .build())
                        .userData(Base64.getEncoder().encodeToString(new byte[] {1, 2}))
                        .metadataOptions(options -> options.httpTokens("required"))
                        .instanceInitiatedShutdownBehavior("terminate")
                        .tagSpecifications(
                            Ask.tags("instance", Ask.tag("Name", "blog")),
                            Ask.tags("volume", Ask.tag("Name", "disk"))))
            .instanceId();

    Instance instance = describe(id);
    assertThat(instance.state().name()).isEqualTo(InstanceStateName.RUNNING);
    assertThat(instance.imageId()).isEqualTo(image);
    assertThat(instance.virtualizationTypeAsString()).isEqualTo("hvm");
    assertThat(instance.launchTime()).isEqualTo(now());
    assertThat(instance.placement().availabilityZone()).isEqualTo("localb");
    assertThat(instance.subnetId()).isEqualTo(subnet.subnetId());
    assertThat(instance.vpcId()).isEqualTo(defaultVpc());
    assertThat(instance.securityGroups()).extracting(in -> in.groupName()).containsExactly("site");
    assertThat(instance.publicIpAddress()).isEqualTo("203.0.113.1");
    assertThat(instance.privateIpAddress()).isEqualTo("10.0.0.132");
    assertThat(instance.ipv6Address()).isEqualTo("2001:db8:0:1::84");
    assertThat(instance.networkInterfaces()).hasSize(1);
    assertThat(instance.networkInterfaces().get(0).association().publicIp())
        .isEqualTo("203.0.113.1");
    assertThat(instance.metadataOptions().httpTokensAsString()).isEqualTo("required");
    assertThat(instance.rootDeviceName()).isEqualTo("/dev/sda1");
    assertThat(instance.blockDeviceMappings().get(0).ebs().volumeId()).matches("vol-[0-9a-f]{17}");
    assertThat(instance.tags()).containsExactly(Ask.tag("Name", "blog"));
    assertThat(region().leaks()).contains(new Leak(Leak.Kind.INSTANCE, id));
  }

  @Test
  void findsInstancesByWhatTheyAre() {
    String image = image();
    String id =
        launch(
                image,
                run -> run.tagSpecifications(Ask.tags("instance", Ask.tag("mirage:role", "site"))))
            .instanceId();
    launch(hvmImage(), run -> run.instanceType("t2.micro"));
    Instance instance = describe(id);

    assertThat(found(Ask.filter("tag:mirage:role", "site"))).containsExactly(id);
    assertThat(found(Ask.filter("image-id", image))).containsExactly(id);
    assertThat(found(Ask.filter("ip-address", instance.publicIpAddress()))).containsExactly(id);
    assertThat(found(Ask.filter("private-ip-address", instance.privateIpAddress())))
        .containsExactly(id);
    assertThat(found(Ask.filter("instance-type", "m1.*"))).containsExactly(id);
    assertThat(found(Ask.filter("virtualization-type", "paravirtual"))).containsExactly(id);
    assertThat(found(Ask.filter("instance-state-name", "pending", "running"))).hasSize(2);
    assertThat(found(Ask.filter("instance-state-name", "stopped"))).isEmpty();
    assertThat(refusal(() -> found(Ask.filter("colour", "red"))))
        .isEqualTo("InvalidParameterValue 400");
  }

  private List<String> found(Filter... filters) {
    return clients().ec2().describeInstances(ask -> ask.filters(filters)).reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .map(Instance::instanceId)
        .toList();
  }

  @Test
  void launchesMoreInstancesInOneReservation() {
    String image = image();

    RunInstancesResponse launched =
        clients()
            .ec2()
            .runInstances(
                run -> run.imageId(image).instanceType("m1.small").minCount(2).maxCount(2));

    assertThat(launched.instances()).extracting(Instance::amiLaunchIndex).containsExactly(0, 1);
    assertThat(launched.instances()).extracting(Instance::publicIpAddress).doesNotHaveDuplicates();
    assertThat(launched.instances()).extracting(Instance::privateIpAddress).doesNotHaveDuplicates();
    assertThat(found(Ask.filter("reservation-id", launched.reservationId()))).hasSize(2);
    assertThat(refused(image, run -> run.minCount(40).maxCount(40)))
        .isEqualTo("InstanceLimitExceeded 400");
    assertThat(refused(image, run -> run.minCount(2).maxCount(1)))
        .isEqualTo("InvalidParameterValue 400");
  }

  @Test
  void launchesOnceForOneToken() {
    String image = image();

    String first = launch(image, run -> run.clientToken("token")).instanceId();
    String again = launch(image, run -> run.clientToken("token")).instanceId();

    assertThat(again).isEqualTo(first);
    assertThat(refused(image, run -> run.clientToken("token").instanceType("t1.micro")))
        .isEqualTo("IdempotentParameterMismatch 400");
    assertThat(launch(image, run -> run.clientToken("other")).instanceId()).isNotEqualTo(first);
  }

  @Test
  void refusesAnImageThatCannotBeLaunched() throws Exception {
    assertThat(refused("ami-00000000000000001", run -> {})).isEqualTo("InvalidAMIID.NotFound 400");
    assertThat(refused("image", run -> {})).isEqualTo("InvalidAMIID.Malformed 400");
    String snapshot = completedSnapshot();
    open(settings().readyAfter(5));
    String pending = register("pending", snapshot);
    assertThat(refused(pending, run -> {})).isEqualTo("InvalidAMIID.Unavailable 400");
  }

  @Test
  void refusesATypeThatDoesNotTakeTheImage() {
    String paravirtual = image();
    String withoutEna =
        register(
            "without ENA",
            completedSnapshot(),
            image -> image.virtualizationType("hvm").kernelId(null));

    assertThat(refused(paravirtual, run -> run.instanceType("z9.nano")))
        .isEqualTo("InvalidParameterValue 400");
    assertThat(refused(paravirtual, run -> run.instanceType("t2.micro")))
        .isEqualTo("InvalidParameterCombination 400");
    assertThat(refused(paravirtual, run -> run.instanceType("t4g.micro")))
        .isEqualTo("InvalidParameterValue 400");
    assertThat(refused(withoutEna, run -> run.instanceType("t3.micro")))
        .isEqualTo("InvalidParameterCombination 400");
    assertThat(launch(withoutEna, run -> run.instanceType("t2.micro")).instanceId()).isNotEmpty();
  }

  @Test
  void refusesANetworkThatIsNotThere() {
    String image = image();
    String subnet = clients().ec2().describeSubnets(ask -> {}).subnets().get(0).subnetId();

    assertThat(refused(image, run -> run.subnetId("subnet-00000000000000001")))
        .isEqualTo("InvalidSubnetID.NotFound 400");
    assertThat(refused(image, run -> run.securityGroupIds("sg-00000000000000001")))
        .isEqualTo("InvalidGroup.NotFound 400");
    assertThat(refused(image, run -> run.securityGroupIds("site")))
        .isEqualTo("InvalidGroupId.Malformed 400");
    assertThat(
            refused(
                image,
                run ->
                    run.subnetId(subnet)
                        .networkInterfaces(
                            InstanceNetworkInterfaceSpecification.builder()
                                .deviceIndex(0)
                                .build())))
        .isEqualTo("InvalidParameterCombination 400");
    assertThat(refused(image, run -> run.ipv6AddressCount(1)))
        .as("m1.small knows no IPv6")
        .isEqualTo("InvalidParameterCombination 400");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    String image = image();

    assertThat(refused(image, run -> run.userData("not base64!")))
        .isEqualTo("InvalidUserData.Malformed 400");
    String large = Base64.getEncoder().encodeToString(new byte[16_385]);
    assertThat(refused(image, run -> run.userData(large))).isEqualTo("InvalidParameterValue 400");
    assertThat(refused(image, run -> run.keyName("mine"))).isEqualTo("UnknownParameter 400");
    assertThat(refused(image, run -> run.metadataOptions(options -> options.httpTokens("never"))))
        .isEqualTo("InvalidParameterValue 400");
    assertThat(refused(image, run -> run.tagSpecifications(Ask.tags("image", Ask.tag("a", "b")))))
        .isEqualTo("InvalidParameterValue 400");
    assertThat(refused(image, run -> run.dryRun(true))).isEqualTo("DryRunOperation 412");
    assertThat(found()).isEmpty();
  }

  @Test
  void mayHaveNoPublicAddress() {
    String id =
        launch(
                image(),
                run ->
                    run.networkInterfaces(
                        InstanceNetworkInterfaceSpecification.builder()
                            .deviceIndex(0)
                            .associatePublicIpAddress(false)
                            .build()))
            .instanceId();

    assertThat(describe(id).publicIpAddress()).isNull();
  }

  @Test
  void changesTheDisksOfTheImageOnlyToLargerOnes() {
    String image = image();

    assertThat(refused(image, run -> run.blockDeviceMappings(sized("/dev/sdb", 2))))
        .isEqualTo("InvalidBlockDeviceMapping 400");
    assertThat(refused(image, run -> run.blockDeviceMappings(sized("/dev/sda1", 0))))
        .isEqualTo("InvalidBlockDeviceMapping 400");
    assertThat(launch(image, run -> run.blockDeviceMappings(sized("/dev/sda1", 2))).instanceId())
        .isNotEmpty();
  }

  private static BlockDeviceMapping sized(String device, int size) {
    return BlockDeviceMapping.builder().deviceName(device).ebs(ebs -> ebs.volumeSize(size)).build();
  }

  @Test
  void launchesSpotInstancesThatCannotBeStopped() {
    String image = image();
    String spot =
        launch(image, run -> run.instanceMarketOptions(market -> market.marketType("spot")))
            .instanceId();

    assertThat(describe(spot).instanceLifecycleAsString()).isEqualTo("spot");
    assertThat(refusal(() -> clients().ec2().stopInstances(stop -> stop.instanceIds(spot))))
        .isEqualTo("UnsupportedOperation 400");
  }

  @Test
  void failsAsATestSays() throws Exception {
    String image = image();
    region()
        .inject(
            Faults.seeded(1)
                .on("RunInstances")
                .attempt(1)
                .give(Fault.noCapacity())
                .on("RunInstances")
                .attempt(2)
                .give(Fault.spotLimit())
                .on("RunInstances")
                .attempt(3)
                .give(Fault.failsLater())
                .on("DescribeInstances")
                .attempt(1)
                .give(Fault.notFound()));

    assertThat(refused(image, run -> {})).isEqualTo("InsufficientInstanceCapacity 500");
    assertThat(
            refused(image, run -> run.instanceMarketOptions(market -> market.marketType("spot"))))
        .isEqualTo("MaxSpotInstanceCountExceeded 400");
    String failing = launch(image).instanceId();
    assertThat(refusal(() -> describe(failing))).isEqualTo("InvalidInstanceID.NotFound 400");
    assertThat(state(failing)).isEqualTo(InstanceStateName.TERMINATED);
    assertThat(describe(failing).stateReason().code()).isEqualTo("Server.InternalError");
  }

  @Test
  void makesNothingThatThePolicyDoesNotLetBeTagged() throws Exception {
    String image = image();
    open(settings().allowing(Policy.denying("ec2:CreateTags")));

    assertThat(
            refused(image, run -> run.tagSpecifications(Ask.tags("instance", Ask.tag("a", "b")))))
        .isEqualTo("UnauthorizedOperation 403");
    assertThat(found()).isEmpty();
  }
}
