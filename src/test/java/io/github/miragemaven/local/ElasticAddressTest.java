package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

class ElasticAddressTest extends InstanceTest {

  @Test
  void leadsToOneInstanceAndThenToAnother() {
    String image = image();
    String one = launch(image).instanceId();
    String other = launch(image).instanceId();
    String lent = describe(one).publicIpAddress();
    AllocateAddressResponse address = allocate();
    assertThat(address.publicIp()).startsWith("203.0.113.").isNotEqualTo(lent);

    associate(address.allocationId(), one, false);

    assertThat(describe(one).publicIpAddress()).isEqualTo(address.publicIp());
    assertThat(address(address.allocationId()).instanceId()).isEqualTo(one);
    associate(address.allocationId(), other, true);

    assertThat(describe(other).publicIpAddress()).isEqualTo(address.publicIp());
    assertThat(describe(one).publicIpAddress())
        .startsWith("203.0.113.")
        .isNotEqualTo(address.publicIp());
  }

  @Test
  void isReleasedOnlyWhenItLeadsNowhere() {
    String id = launch(image()).instanceId();
    String address = allocate().allocationId();
    associate(address, id, true);

    assertThat(refusal(() -> release(address))).isEqualTo("InvalidIPAddress.InUse 400");
    String association = address(address).associationId();
    clients().ec2().disassociateAddress(ask -> ask.associationId(association));
    assertThat(
            refusal(() -> clients().ec2().disassociateAddress(a -> a.associationId(association))))
        .isEqualTo("InvalidAssociationID.NotFound 400");
    release(address);

    assertThat(refusal(() -> address(address))).isEqualTo("InvalidAllocationID.NotFound 400");
  }

  @Test
  void mayLeadToANetworkInterfaceThatIsNoInstances() {
    String id = allocate().allocationId();

    clients()
        .ec2()
        .associateAddress(ask -> ask.allocationId(id).networkInterfaceId("eni-0123456789abcdef0"));

    assertThat(address(id).networkInterfaceId()).isEqualTo("eni-0123456789abcdef0");
    assertThat(address(id).instanceId()).isNull();
    assertThat(refusal(() -> release(id))).isEqualTo("InvalidIPAddress.InUse 400");
  }

  @Test
  void staysWithAStoppedInstanceAndLeavesAnEndedOne() {
    String id = launch(image()).instanceId();
    AllocateAddressResponse address = allocate();
    associate(address.allocationId(), id, true);

    clients().ec2().stopInstances(stop -> stop.instanceIds(id));
    assertThat(describe(id).publicIpAddress()).isEqualTo(address.publicIp());
    clients().ec2().startInstances(start -> start.instanceIds(id));
    assertThat(describe(id).publicIpAddress()).isEqualTo(address.publicIp());

    clients().ec2().terminateInstances(end -> end.instanceIds(id));
    assertThat(address(address.allocationId()).instanceId()).isNull();
    assertThat(refusal(() -> associate(address.allocationId(), id, true)))
        .isEqualTo("InvalidInstanceID 400");
  }

  @Test
  void isFoundByItsTagsAndGivenFiveTimes() {
    Tag tag = Tag.builder().key("site").value("birds").build();
    clients()
        .ec2()
        .allocateAddress(
            ask ->
                ask.tagSpecifications(
                    TagSpecification.builder()
                        .resourceType(ResourceType.ELASTIC_IP)
                        .tags(tag)
                        .build()));
    for (int i = 1; i < 5; i++) {
      allocate();
    }

    assertThat(refusal(this::allocate)).isEqualTo("AddressLimitExceeded 400");
    assertThat(
            clients()
                .ec2()
                .describeAddresses(ask -> ask.filters(Ask.filter("tag:site", "birds")))
                .addresses())
        .singleElement()
        .satisfies(address -> assertThat(address.tags()).containsExactly(tag));
  }

  private AllocateAddressResponse allocate() {
    return clients().ec2().allocateAddress(ask -> ask.domain("vpc"));
  }

  private void associate(String address, String instance, boolean again) {
    clients()
        .ec2()
        .associateAddress(
            ask -> ask.allocationId(address).instanceId(instance).allowReassociation(again));
  }

  private void release(String address) {
    clients().ec2().releaseAddress(ask -> ask.allocationId(address));
  }

  private Address address(String address) {
    return clients().ec2().describeAddresses(ask -> ask.allocationIds(address)).addresses().get(0);
  }
}
