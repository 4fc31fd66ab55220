package io.github.miragemaven.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.instance.SecurityGroup.Opening;
import io.github.miragemaven.kernel.KernelKind;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;

class LaunchTest {

  @TempDir Path directory;

  private Launches launches;

  @BeforeEach
  void open() throws Exception {
    launches = new Launches(directory);
  }

  @AfterEach
  void close() {
    launches.close();
  }

  @Test
  void launchesTheNewestAmiAndVerifiesIt() throws Exception {
    launches.deploy(1);
    String newest = launches.deploy(2);
    LaunchResult launched = launches.launch();
    assertThat(launched.instance().spec().ami()).isEqualTo(newest);
    assertThat(launched.instance().spec().type()).isEqualTo("t1.micro");
    assertThat(launched.address()).startsWith("203.0.113.");
    Instance there = only();
    assertThat(there.id()).isEqualTo(launched.instance().id());
    assertThat(there.verified()).isPresent();
    assertThat(there.tags())
        .containsEntry("team", "birds")
        .containsEntry(TagKeys.PROJECT, "com.example:blog")
        .containsEntry(TagKeys.ROLE, TagKeys.SITE)
        .containsEntry(TagKeys.STATE, TagKeys.LAUNCHED)
        .containsKeys(TagKeys.IMAGE, TagKeys.DEPLOYMENT, "Name");
    assertThat(launches.progress.lines()).contains("OUT Xen Minimal OS!");
    assertThat(Files.readString(launches.file("console.log"))).isEqualTo(Launches.HEALTHY);
  }

  @Test
  void opensOnlyTheSitesPorts() throws Exception {
    launches.deploy(1);
    launches.launch();
    SecurityGroup group = launches.groups().get(0);
    assertThat(only().network().groups()).containsExactly(group.id());
    assertThat(group.open())
        .containsExactlyInAnyOrder(new Opening(80, 80, "0.0.0.0/0"), new Opening(80, 80, "::/0"));
    assertThat(group.tags()).containsEntry(TagKeys.ROLE, TagKeys.SITE);
  }

  @Test
  void reusesTheExistingGroup() throws Exception {
    launches.deploy(1);
    launches.launch();
    launches.launch();
    assertThat(launches.groups()).hasSize(1);
    assertThat(launches.instances()).hasSize(2);
  }

  @Test
  void usesTheGroupTaggedByTheUser() throws Exception {
    launches.deploy(1);
    String own =
        launches.inRegion(
            region -> {
              String id =
                  region
                      .ec2()
                      .createSecurityGroup(
                          request -> request.groupName("mine").description("My own"))
                      .groupId();
              new Instances(region).tag(id, Map.of(TagKeys.PROJECT, "com.example:blog"));
              region
                  .ec2()
                  .authorizeSecurityGroupIngress(
                      request ->
                          request
                              .groupId(id)
                              .ipPermissions(
                                  IpPermission.builder()
                                      .ipProtocol("tcp")
                                      .fromPort(80)
                                      .toPort(80)
                                      .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                                      .build()));
              return id;
            });
    launches.launch();
    assertThat(only().network().groups()).containsExactly(own);
    launches.terminate();
    assertThat(launches.groups()).extracting(SecurityGroup::id).containsExactly(own);
  }

  @Test
  void toleratesLostResponseToRunInstances() throws Exception {
    launches.deploy(1);
    launches.failing(
        Faults.none()
            .on("RunInstances", "CreateSecurityGroup", "AuthorizeSecurityGroupIngress")
            .attempt(1)
            .give(Fault.answerLost()));
    launches.launch();
    only();
    assertThat(launches.groups()).hasSize(1);
  }

  @Test
  void assignsIpv6AddressOnRequest() throws Exception {
    launches.deployments().of(KernelKind.SOLO5_XEN);
    launches.deploy(1);
    launches.in(
        Launches.network(Optional.empty(), Optional.empty(), LaunchSettings.AddressKind.IPV6));
    LaunchResult launched = launches.launch();
    assertThat(launched.address()).startsWith("2001:db8:");
    assertThat(launched.instance().addresses().publicIp()).isEmpty();
  }

  private Instance only() throws Exception {
    List<Instance> there = launches.instances();
    assertThat(there).hasSize(1);
    return there.get(0);
  }
}
