package io.github.miragemaven.instance;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.verify.VerifySettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The instance that is wanted.
 *
 * @param region where
 * @param ami the AMI that it is made of; empty for the project's newest
 * @param instanceType its type; empty for a small one that runs the AMI
 * @param network how it is reached
 * @param userData what it can ask EC2 for, as text
 * @param spot whether it is a spot instance
 * @param keepFailed whether an instance that does not answer is kept to be looked at
 * @param verify what its site should answer; empty where that is not looked at
 * @param timeout how long it may take from running to answering
 * @param tags what it is tagged with, beside the plugin's own tags
 * @param then what becomes of instances that have lost the public name, when their time has come
 * @param directory {@code target/mirage}, in which no other launch may run meanwhile
 */
public record LaunchSettings(
    String region,
    Optional<String> ami,
    Optional<String> instanceType,
    Network network,
    Optional<String> userData,
    boolean spot,
    boolean keepFailed,
    Optional<VerifySettings> verify,
    Duration timeout,
    Map<String, String> tags,
    Retirement.Then then,
    Path directory) {

  /** The bytes of user data that EC2 takes (Amazon EC2 User Guide, "User data"). */
  public static final int MOST_USER_DATA = 16_384;

  private static final int LAST_PORT = 65_535;

  /**
   * How an instance is reached.
   *
   * @param subnet the id of its subnet; empty for one of the default network's
   * @param securityGroup the id of its security group; empty for the project's
   * @param ports the ports that are open, where the project's group is made
   * @param publicAddress whether it has a public IPv4 address
   * @param ipv6 whether it has an IPv6 address
   */
  public record Network(
      Optional<String> subnet,
      Optional<String> securityGroup,
      List<Integer> ports,
      boolean publicAddress,
      boolean ipv6) {

    /** Copies the ports. */
    public Network {
      ports = List.copyOf(ports);
    }
  }

  /** Copies the tags. */
  public LaunchSettings {
    tags = Map.copyOf(tags);
  }

  /**
   * Refuses what EC2 would.
   *
   * @throws UserFailureException if there is something
   */
  void check() throws UserFailureException {
    for (int port : network.ports()) {
      if (port < 1 || port > LAST_PORT) {
        throw new UserFailureException(
            "mirage.launch.ports has %d.%nGive ports from 1 to %d, such as -Dmirage.launch.ports=80,443."
                .formatted(port, LAST_PORT));
      }
    }
    if (network.ports().isEmpty() && network.securityGroup().isEmpty()) {
      throw new UserFailureException(
          "mirage.launch.ports is empty, so no one would reach the site.%nGive its ports, such as -Dmirage.launch.ports=80, or a group of your own (-Dmirage.launch.securityGroup=sg-...)."
              .formatted());
    }
    Optional<Integer> asked = verify.map(VerifySettings::port);
    if (network.securityGroup().isEmpty()
        && asked.isPresent()
        && !network.ports().contains(asked.get())) {
      throw new UserFailureException(
          "mirage.launch.ports is %s, and the site is to answer on port %d.%nOpen that port too (-Dmirage.launch.ports=%d), or set another mirage.verify.port."
              .formatted(listed(network.ports()), asked.get(), asked.get()));
    }
    int bytes = userData.map(text -> text.getBytes(StandardCharsets.UTF_8).length).orElse(0);
    if (bytes > MOST_USER_DATA) {
      throw new UserFailureException(
          "mirage.launch.userData has %d bytes, and EC2 takes %d.%nHave the unikernel fetch the rest from elsewhere."
              .formatted(bytes, MOST_USER_DATA));
    }
  }

  private static String listed(List<Integer> ports) {
    return ports.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
