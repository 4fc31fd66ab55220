package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Addresses;
import io.github.miragemaven.local.state.Instance;
import io.github.miragemaven.local.state.Instance.Network;
import io.github.miragemaven.local.state.Instance.Phase;
import io.github.miragemaven.local.state.Instance.Reason;
import io.github.miragemaven.local.state.Launch;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Registration;
import io.github.miragemaven.local.state.SecurityGroup;
import io.github.miragemaven.local.state.Vpc;
import io.github.miragemaven.local.state.Vpc.Subnet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Writes instances as EC2 describes them. */
final class InstanceView {

  private final RegionState state;
  private final Addresses addresses;

  InstanceView(RegionState state) {
    this.state = state;
    this.addresses = new Addresses(state);
  }

  /** Writes the content of a reservation: the instances that one request launched. */
  void writeReservation(Xml xml, List<Instance> instances) {
    xml.text("reservationId", instances.get(0).launch().reservation().id())
        .text("ownerId", RegionState.ACCOUNT)
        .items("groupSet", List.of(), (item, none) -> {})
        .items("instancesSet", instances, this::write);
  }

  /** Writes a state's code and name. */
  static void writeState(Xml xml, String element, Phase phase) {
    xml.element(element, it -> it.text("code", phase.code()).text("name", phase.state()));
  }

  private void write(Xml xml, Instance instance) {
    Launch launch = instance.launch();
    xml.text("instanceId", instance.id())
        .text("imageId", instance.imageId())
        .text("instanceType", launch.instanceType())
        .text("launchTime", instance.start().time())
        .text("amiLaunchIndex", launch.reservation().index())
        .text("clientToken", launch.reservation().token().map(Instance.Token::text))
        .element("placement", at -> at.text("availabilityZone", subnet(instance).zone()))
        .element("monitoring", monitoring -> monitoring.text("state", "disabled"));
    writeState(xml, "instanceState", instance.condition().phase());
    Optional<Reason> reason =
        instance.condition().reason().filter(known -> !instance.is(Phase.FAILING));
    xml.text(
        "reason",
        reason.map(r -> r.message() + " (" + instance.condition().since() + ")").orElse(""));
    reason.ifPresent(
        r ->
            xml.element(
                "stateReason", it -> it.text("code", r.code()).text("message", r.message())));
    if (launch.options().spot()) {
      xml.text("instanceLifecycle", "spot");
    }
    writeImage(xml, launch.image());
    writeDisks(xml, instance);
    if (!instance.is(Phase.TERMINATED)) {
      writeNetwork(xml, instance);
    }
    xml.element(
        "metadataOptions",
        options -> {
          options.text("state", "applied");
          launch.options().metadata().forEach(options::text);
        });
    TagSpecifications.write(xml, instance.tags());
  }

  /**
   * Writes the image's attributes. The hypervisor is "xen" for all types except those that specify
   * another, even for Nitro.
   */
  private static void writeImage(Xml xml, Registration image) {
    xml.text("architecture", image.architecture())
        .text("virtualizationType", image.virtualizationType())
        .text("hypervisor", "xen")
        .text("kernelId", image.kernelId())
        .text("enaSupport", image.features().ena())
        .text("bootMode", image.features().bootMode())
        .text("rootDeviceName", image.rootDeviceName())
        .text("rootDeviceType", "ebs");
  }

  private static void writeDisks(Xml xml, Instance instance) {
    if (instance.is(Phase.TERMINATED)) {
      return;
    }
    xml.items(
        "blockDeviceMapping",
        instance.disks(),
        (item, disk) ->
            item.text("deviceName", disk.deviceName())
                .element(
                    "ebs",
                    ebs ->
                        ebs.text("volumeId", disk.volumeId())
                            .text("status", "attached")
                            .text("attachTime", instance.start().time())
                            .text("deleteOnTermination", disk.deleteOnTermination())));
  }

  private void writeNetwork(Xml xml, Instance instance) {
    Network network = instance.network();
    Optional<String> address = addresses.publicOf(instance);
    xml.text("subnetId", subnet(instance).id())
        .text("vpcId", state.vpc().id())
        .text("privateIpAddress", network.privateAddress())
        .text("ipAddress", address)
        .text("ipv6Address", network.ipv6Addresses().stream().findFirst())
        .text("sourceDestCheck", true);
    writeGroups(xml, network);
    xml.items(
        "networkInterfaceSet",
        List.of(network),
        (item, nic) -> {
          item.text("networkInterfaceId", nic.interfaceId())
              .text("subnetId", subnet(instance).id())
              .text("vpcId", state.vpc().id())
              .text("ownerId", RegionState.ACCOUNT)
              .text("status", "in-use")
              .text("privateIpAddress", nic.privateAddress())
              .element(
                  "attachment",
                  at ->
                      at.text("deviceIndex", 0)
                          .text("status", "attached")
                          .text("deleteOnTermination", true));
          writeGroups(item, nic);
          item.items(
              "ipv6AddressesSet",
              nic.ipv6Addresses(),
              (each, ipv6) -> each.text("ipv6Address", ipv6));
          address.ifPresent(ip -> item.element("association", it -> it.text("publicIp", ip)));
        });
  }

  private void writeGroups(Xml xml, Network network) {
    xml.items(
        "groupSet",
        network.groups(),
        (item, id) -> item.text("groupId", id).text("groupName", groupName(id)));
  }

  private String groupName(String id) {
    try {
      return state.securityGroups().find(id).map(SecurityGroup::name).orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the subnet of an instance. */
  Subnet subnet(Instance instance) {
    Vpc vpc = state.vpc();
    return vpc.subnets().stream()
        .filter(subnet -> subnet.id().equals(instance.launch().subnetId()))
        .findFirst()
        .orElseThrow();
  }
}
