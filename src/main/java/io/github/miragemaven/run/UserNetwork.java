package io.github.miragemaven.run;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The IPv4 network inside QEMU, laid out so that a guest with a static address finds itself in it.
 *
 * @param network the network's first address, as a number
 * @param prefix the length of its prefix
 * @param address the guest's address, as a number
 * @param host the address that QEMU answers at, the guest's gateway, as a number
 */
record UserNetwork(int network, int prefix, int address, int host) {

  /** The network that QEMU has by itself, and the first address that its DHCP gives. */
  private static final UserNetwork DEFAULT =
      new UserNetwork(number("10.0.2.0"), 24, number("10.0.2.15"), number("10.0.2.2"));

  /** A smaller network has no room for the guest, QEMU's host and its name server. */
  private static final int LONGEST_PREFIX = 29;

  private static final int SHORTEST_PREFIX = 8;

  /**
   * The network of a guest with this address, or the default for one that asks DHCP.
   *
   * @param ipv4 the guest's address with its prefix length, well formed
   * @param gateway the guest's gateway, well formed
   * @throws RunException if QEMU cannot make such a network
   */
  static UserNetwork of(Optional<String> ipv4, Optional<String> gateway) throws RunException {
    if (ipv4.isEmpty()) {
      return DEFAULT;
    }
    String[] parts = ipv4.get().split("/", -1);
    int prefix = Integer.parseInt(parts[1]);
    if (prefix < SHORTEST_PREFIX || prefix > LONGEST_PREFIX) {
      throw new RunException(
          "The address %s is in a network that QEMU cannot make: its prefix is from /%d to /%d.%nChange <ipv4> (-Dmirage.ipv4=...), or attach the guest to a network of this machine (-Dmirage.run.tap=..., -Dmirage.run.bridge=...)."
              .formatted(ipv4.get(), SHORTEST_PREFIX, LONGEST_PREFIX));
    }
    int address = number(parts[0]);
    int network = address & -1 << (32 - prefix);
    int host = gateway.map(UserNetwork::number).orElse(network + (address == network + 1 ? 2 : 1));
    if ((host & -1 << (32 - prefix)) != network || host == address) {
      throw new RunException(
          "The gateway %s is not another address of the guest's network %s.%nCorrect <ipv4Gateway> (-Dmirage.ipv4Gateway=...)."
              .formatted(gateway.orElse(""), ipv4.get()));
    }
    return new UserNetwork(network, prefix, address, host);
  }

  /** The guest's address. */
  String guest() {
    return text(address);
  }

  /** What the network differs by from the default, for QEMU's {@code -nic user}. */
  String options() {
    if (equals(DEFAULT)) {
      return "";
    }
    return ",net=%s/%d,host=%s,dns=%s,dhcpstart=%s"
        .formatted(text(network), prefix, text(host), text(other(0)), text(other(1)));
  }

  /** An address of the network that neither the guest nor the host has. */
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
