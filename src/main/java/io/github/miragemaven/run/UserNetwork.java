package io.github.miragemaven.run;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The IPv4 network of QEMU's user networking, configured to match a guest's static address.
 *
 * @param network the network address
 * @param prefix the prefix length
 * @param address the guest's address
 * @param host QEMU's address, which is the guest's gateway
 */
record UserNetwork(int network, int prefix, int address, int host) {

  /** QEMU's default network, with the first address that its DHCP server assigns. */
  private static final UserNetwork DEFAULT =
      new UserNetwork(number("10.0.2.0"), 24, number("10.0.2.15"), number("10.0.2.2"));

  /** Smaller networks have too few addresses for the guest, QEMU's host and its name server. */
  private static final int LONGEST_PREFIX = 29;

  private static final int SHORTEST_PREFIX = 8;

  /**
   * Returns the network for a guest with this address, or the default one for a guest that uses
   * DHCP.
   *
   * @param ipv4 the guest's valid address with its prefix length
   * @param gateway the guest's gateway, a valid address
   * @throws RunException if QEMU does not support such a network
   */
  static UserNetwork of(Optional<String> ipv4, Optional<String> gateway) throws RunException {
    if (ipv4.isEmpty()) {
      return DEFAULT;
    }
    String[] parts = ipv4.get().split("/", -1);
    int prefix = Integer.parseInt(parts[1]);
    if (prefix < SHORTEST_PREFIX || prefix > LONGEST_PREFIX) {
      throw new RunException(
          "The address %s is in a network that QEMU does not support: the prefix must be from /%d to /%d.%nChange <ipv4> (-Dmirage.ipv4=...), or attach the guest to a network of this machine (-Dmirage.run.tap=..., -Dmirage.run.bridge=...)."
              .formatted(ipv4.get(), SHORTEST_PREFIX, LONGEST_PREFIX));
    }
    int address = number(parts[0]);
    int network = address & -1 << (32 - prefix);
    int host = gateway.map(UserNetwork::number).orElse(network + (address == network + 1 ? 2 : 1));
    if ((host & -1 << (32 - prefix)) != network || host == address) {
      throw new RunException(
          "The gateway %s must be another address in the guest's network, %s.%nCorrect <ipv4Gateway> (-Dmirage.ipv4Gateway=...)."
              .formatted(gateway.orElse(""), ipv4.get()));
    }
    return new UserNetwork(network, prefix, address, host);
  }

  /** Returns the guest's address. */
  String guest() {
    return text(address);
  }

  /** Returns the properties for QEMU's {@code -nic user}; empty for the default network. */
  String options() {
    if (equals(DEFAULT)) {
      return "";
    }
    return ",net=%s/%d,host=%s,dns=%s,dhcpstart=%s"
        .formatted(text(network), prefix, text(host), text(other(0)), text(other(1)));
  }

  /** Returns an address of the network that is neither the guest's nor the host's. */
  private int other(int skipped) {
    return IntStream.rangeClosed(1, 5)
        .map(i -> network + i)
        .filter(candidate -> candidate != address && candidate != host)
        .skip(skipped)
        .findFirst()
        .orElseThrow();
  }

  private static int number(String address) {
    int number = 0;
    for (String part : address.split("\\.", -1)) {
      number = number << 8 | Integer.parseInt(part);
    }
    return number;
  }

  private static String text(int number) {
    return "%d.%d.%d.%d"
        .formatted(number >>> 24, number >>> 16 & 0xff, number >>> 8 & 0xff, number & 0xff);
  }
}
