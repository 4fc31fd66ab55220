package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.LaunchSettings;
import io.github.miragemaven.instance.verify.Ports;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugins.annotations.Parameter;

/** Base of {@code mirage:launch}: the instance to launch. */
abstract class InstanceMojo extends SiteCheckMojo {

  /**
   * The AMI. Default: the project's newest in the region. Example: {@code
   * -Dmirage.ami=ami-0123456789abcdef0}.
   */
  @Parameter(property = "mirage.ami")
  String ami;

  /**
   * The instance type. Default: a small one that boots the AMI. Example: {@code
   * -Dmirage.instanceType=m3.medium}.
   */
  @Parameter(property = "mirage.instanceType")
  String instanceType;

  /**
   * The subnet. Default: one of the default VPC, in an Availability Zone that offers the type.
   * Example: {@code -Dmirage.launch.subnet=subnet-0123456789abcdef0}.
   */
  @Parameter(property = "mirage.launch.subnet")
  String subnet;

  /**
   * The security group. Default: one that is tagged with the project, or else a new one that opens
   * only {@code mirage.launch.ports} and is deleted with its last instance. Example: {@code
   * -Dmirage.launch.securityGroup=sg-0123456789abcdef0}.
   */
  @Parameter(property = "mirage.launch.securityGroup")
  String securityGroup;

  /**
   * The TCP ports that a new security group opens to all IPv4 and IPv6 addresses, as a list of
   * ports and ranges. Example: {@code -Dmirage.launch.ports=80,443,8000-8010}.
   */
  @Parameter(property = "mirage.launch.ports", defaultValue = "80")
  String ports;

  /**
   * Whether the instance gets a public IPv4 address. Example: {@code
   * -Dmirage.launch.publicIp=false}.
   */
  @Parameter(property = "mirage.launch.publicIp", defaultValue = "true")
  boolean publicIp;

  /**
   * Whether the instance gets an IPv6 address of its subnet. Example: {@code -Dmirage.launch.ipv6}.
   */
  @Parameter(property = "mirage.launch.ipv6", defaultValue = "false")
  boolean ipv6;

  /**
   * The instance's user data, at most 16 KiB: a file, or else the text itself. Default: none.
   * Example: {@code -Dmirage.launch.userData=src/main/user-data.json}.
   */
  @Parameter(property = "mirage.launch.userData")
  String userData;

  /**
   * Whether to launch a Spot Instance, which is cheaper and which EC2 may interrupt. Example:
   * {@code -Dmirage.launch.spot}.
   */
  @Parameter(property = "mirage.launch.spot", defaultValue = "false")
  boolean spot;

  /**
   * Tags of the instance, its volumes and its security group, besides the plugin's own; also set
   * with {@code -Dmirage.tag.NAME=VALUE}. Default: none. Example: {@code
   * <tags><team>birds</team></tags>}.
   */
  @Parameter Map<String, String> tags;

  final LaunchSettings.Network network() throws UserFailureException {
    Set<LaunchSettings.AddressKind> addresses = EnumSet.noneOf(LaunchSettings.AddressKind.class);
    if (publicIp) {
      addresses.add(LaunchSettings.AddressKind.PUBLIC_IPV4);
    }
    if (ipv6) {
      addresses.add(LaunchSettings.AddressKind.IPV6);
    }
    return new LaunchSettings.Network(
        given(subnet),
        given(securityGroup),
        given(ports).isPresent()
            ? Ports.parse("mirage.launch.ports", ports).numbers()
            : Ports.NONE.numbers(),
        addresses);
  }

  final Optional<String> userData() throws IOException {
    return given(userData).isPresent()
        ? Optional.of(UserData.read(userData, projectDirectory()))
        : Optional.empty();
  }

  final Map<String, String> tags() {
    return withProperties(tags, "mirage.tag.");
  }
}
