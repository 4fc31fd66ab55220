package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.SecurityGroup.Rule;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules in a request: protocol, ports and sources (IpPermissions). */
final class Permissions {

  private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "icmp", "icmpv6", "-1");

  private Permissions() {}

  /** Parses the rules of a request, at least one. */
  static List<Rule> of(Query query, Map<String, String> tags) throws ServiceError {
    List<Rule> rules = new ArrayList<>();
    for (Query permission : query.structures("IpPermissions")) {
      rules.addAll(rules(permission, tags));
    }
    if (rules.isEmpty()) {
      throw ServiceError.of(
          "MissingParameter", "The request must contain the parameter IpPermissions");
    }
    return rules;
  }

  private static List<Rule> rules(Query permission, Map<String, String> tags) throws ServiceError {
    String protocol = permission.required("IpProtocol");
    if (!PROTOCOLS.contains(protocol)) {
      throw Ec2Errors.invalidValue("Invalid value '" + protocol + "' for IP protocol.");
    }
    boolean all = protocol.equals("-1");
    int from = permission.number("FromPort").orElse(-1);
    int to = permission.number("ToPort").orElse(-1);
    boolean ports = protocol.equals("tcp") || protocol.equals("udp");
    if (ports && (from < 0 || to > 65_535 || from > to)) {
      throw Ec2Errors.invalidValue(
          "Invalid port range %d to %d: ports are from 0 to 65535".formatted(from, to));
    }
    List<Rule> rules = new ArrayList<>();
    for (Query range : permission.structures("IpRanges")) {
      String block = block(range.required("CidrIp"), 4);
      rules.add(rule(protocol, all ? -1 : from, all ? -1 : to, block, range, tags));
    }
    for (Query range : permission.structures("Ipv6Ranges")) {
      String block = block(range.required("CidrIpv6"), 16);
      rules.add(rule(protocol, all ? -1 : from, all ? -1 : to, block, range, tags));
    }
    for (Query group : permission.structures("Groups")) {
      String id = group.required("GroupId");
      rules.add(rule(protocol, all ? -1 : from, all ? -1 : to, id, group, tags));
    }
    if (rules.isEmpty()) {
      throw Ec2Errors.invalidValue("A permission names at least one address range or group");
    }
    return rules;
  }

  private static Rule rule(
      String protocol, int from, int to, String source, Query described, Map<String, String> tags) {
    return new Rule(
        RegionState.newId("sgr"),
        protocol,
        from,
        to,
        source,
        described.text("Description").orElse(""),
        tags);
  }

  /** Returns a CIDR block with the host bits set to zero. */
  private static String block(String text, int bytes) throws ServiceError {
    String[] parts = text.split("/", -1);
    boolean looksRight = parts.length == 2 && parts[1].matches("[0-9]{1,3}");
    boolean plain =
        looksRight && parts[0].matches(bytes == 4 ? "[0-9]+(\\.[0-9]+){3}" : "[0-9a-f:]+");
    try {
      if (plain && (bytes == 4) != parts[0].contains(":")) {
        byte[] address = InetAddress.getByName(parts[0]).getAddress();
        int prefix = Integer.parseInt(parts[1]);
        if (address.length == bytes && prefix <= 8 * bytes && zeroFrom(prefix, address)) {
          return text;
        }
      }
    } catch (UnknownHostException e) {
      throw malformed(text);
    }
    throw malformed(text);
  }

  private static boolean zeroFrom(int prefix, byte[] address) {
    for (int bit = prefix; bit < 8 * address.length; bit++) {
      if ((address[bit / 8] >> (7 - bit % 8) & 1) != 0) {
        return false;
      }
    }
    return true;
  }

  private static ServiceError malformed(String block) {
    return Ec2Errors.invalidValue("CIDR block " + block + " is malformed");
  }
}
