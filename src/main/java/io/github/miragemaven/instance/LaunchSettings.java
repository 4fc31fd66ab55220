package io.github.miragemaven.instance;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.verify.VerifySettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Settings of a launch.
 *
 * @param region the region
 * @param spec the AMI and type to launch
 * @param network the network settings
 * @param acceptance the condition of a successful launch
 * @param kernelMemory the bytes of memory that the AMI's kernel needs, if known
 * @param then the action on replaced instances when they are due
 * @param directory {@code target/mirage}, which is locked during the launch
 */
public record LaunchSettings(
    String region,
    Spec spec,
    Network network,
    Acceptance acceptance,
    OptionalLong kernelMemory,
    Retirement.Then then,
    Path directory) {

  /** Maximum size of user data in bytes (Amazon EC2 User Guide, "User data"). */
  public static final int MAX_USER_DATA = 16_384;

  private static final int LAST_PORT = 65_535;

  /**
   * The AMI and type to launch.
   *
   * @param ami the id of the AMI; empty for the project's newest
   * @param type the instance type; empty for a small one that can run the AMI
   * @param userData the user data
   * @param spot whether to request a spot instance
   * @param tags tags in addition to the plugin's own
   */
  public record Spec(
      Optional<String> ami,
      Optional<String> type,
      Optional<String> userData,
      boolean spot,
      Map<String, String> tags) {

    /** Copies the tags. */
    public Spec {
      tags = Map.copyOf(tags);
    }
  }

  /**
   * The condition of a successful launch.
   *
   * @param site the expected site; empty to skip verification
   * @param timeout time from running until the site must respond
   * @param keepFailed whether to keep an instance that fails verification for debugging
   */
  public record Acceptance(Optional<VerifySettings> site, Duration timeout, boolean keepFailed) {

    /** Returns the site's port, if the site is verified. */
    Optional<Integer> port() {
      return site.map(expected -> expected.address().port());
    }
  }

  /** Addresses to assign to an instance in addition to its private IPv4 address. */
  public enum AddressKind {
    /** A public IPv4 address. */
    PUBLIC_IPV4,
    /** An IPv6 address. */
    IPV6
  }

  /**
   * Network settings of a launch.
   *
   * @param subnet the id of the subnet; empty for one of the default VPC
   * @param securityGroup the id of the security group; empty for the project's
   * @param ports the ports to open in the project's group
   * @param addresses the addresses to assign
   */
  public record Network(
      Optional<String> subnet,
      Optional<String> securityGroup,
      List<Integer> ports,
      Set<AddressKind> addresses) {

    /** Copies the collections. */
    public Network {
      ports = List.copyOf(ports);
      addresses = Set.copyOf(addresses);
    }
  }

  /**
   * Validates the settings.
   *
   * @throws UserFailureException if EC2 would reject them
   */
  void check() throws UserFailureException {
    for (int port : network.ports()) {
      if (port < 1 || port > LAST_PORT) {
        throw new UserFailureException(
            "mirage.launch.ports contains %d.%nSet it to ports from 1 to %d, such as -Dmirage.launch.ports=80,443."
                .formatted(port, LAST_PORT));
      }
    }
    if (network.ports().isEmpty() && network.securityGroup().isEmpty()) {
      throw new UserFailureException(
          "mirage.launch.ports is empty, so the site would be unreachable.%nSet it, such as -Dmirage.launch.ports=80, or set a security group of your own (-Dmirage.launch.securityGroup=sg-...)."
              .formatted());
    }
    Optional<Integer> verified = acceptance.port();
    if (network.securityGroup().isEmpty()
        && verified.isPresent()
        && !network.ports().contains(verified.get())) {
      throw new UserFailureException(
          "mirage.launch.ports is %s, but the site is verified on port %d.%nOpen that port too (-Dmirage.launch.ports=%d), or set another mirage.verify.port."
              .formatted(listed(network.ports()), verified.get(), verified.get()));
    }
    int bytes = spec.userData().map(text -> text.getBytes(StandardCharsets.UTF_8).length).orElse(0);
    if (bytes > MAX_USER_DATA) {
      throw new UserFailureException(
          "mirage.launch.userData has %d bytes, but EC2 accepts at most %d.%nShorten it, and have the unikernel download the rest."
              .formatted(bytes, MAX_USER_DATA));
    }
  }

  private static String listed(List<Integer> ports) {
    return ports.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
