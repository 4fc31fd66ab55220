package io.github.miragemaven.mirage;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How the unikernel gets its IPv4 address: by DHCP, or from boot arguments.
 *
 * @param ipv4 the address with its prefix length, like {@code 10.0.0.2/24}; empty for DHCP
 * @param gateway the router's address, like {@code 10.0.0.1}
 */
public record Network(Optional<String> ipv4, Optional<String> gateway) {

  private static final Pattern ADDRESS =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
  private static final int LONGEST_PREFIX = 32;

  /**
   * The network with the values of these two parameters.
   *
   * @throws MirageException for an invalid address, or a gateway without an address
   */
  public static Network of(Optional<String> ipv4, Optional<String> gateway) throws MirageException {
    if (ipv4.isPresent() && !isNetwork(ipv4.get())) {
      throw new MirageException(
          "<ipv4> is '%s'.\nSet it to an address with its prefix length, as in 10.0.0.2/24 (-Dmirage.ipv4=...), or remove it to use DHCP."
              .formatted(ipv4.get()));
    }
    if (gateway.isPresent() && !isAddress(gateway.get())) {
      throw new MirageException(
          "<ipv4Gateway> is '%s'.\nSet it to the router's address, as in 10.0.0.1 (-Dmirage.ipv4Gateway=...)."
              .formatted(gateway.get()));
    }
    if (gateway.isPresent() && ipv4.isEmpty()) {
      throw new MirageException(
          "<ipv4Gateway> is %s, but <ipv4> is not set, so DHCP assigns both the address and the gateway.\nSet <ipv4> (-Dmirage.ipv4=10.0.0.2/24) too, or remove <ipv4Gateway>."
              .formatted(gateway.get()));
    }
    return new Network(ipv4, gateway);
  }

  /** Whether the address is static. */
  public boolean isStatic() {
    return ipv4.isPresent();
  }

  /** The boot arguments for this network, from Mirage 3.0 on. */
  Map<String, String> bootArguments() {
    Map<String, String> arguments = new TreeMap<>();
    ipv4.ifPresent(address -> arguments.put("ipv4", address));
    gateway.ifPresent(address -> arguments.put("ipv4-gateway", address));
    return arguments;
  }

  private static boolean isNetwork(String text) {
    int slash = text.indexOf('/');
    return slash > 0
        && isAddress(text.substring(0, slash))
        && text.substring(slash + 1).matches("\\d{1,2}")
        && Integer.parseInt(text.substring(slash + 1)) <= LONGEST_PREFIX;
  }

  private static boolean isAddress(String text) {
    Matcher parts = ADDRESS.matcher(text);
    return parts.matches()
        && IntStream.rangeClosed(1, 4).allMatch(i -> Integer.parseInt(parts.group(i)) <= 255);
  }
}
