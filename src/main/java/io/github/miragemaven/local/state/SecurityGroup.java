package io.github.miragemaven.local.state;

import java.util.List;
import java.util.Map;

/**
 * A security group: what is let into the instances that are in it. They may reach everything.
 *
 * @param id {@code sg-} and 17 hexadecimal digits
 * @param name unique in the VPC
 * @param description what it is for
 * @param rules what it lets in
 * @param tags its tags
 */
public record SecurityGroup(
    String id, String name, String description, List<Rule> rules, Map<String, String> tags) {

  /**
   * One kind of traffic from one place.
   *
   * @param id {@code sgr-} and 17 hexadecimal digits
   * @param protocol {@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}, or {@code -1} for all
   * @param fromPort the first port; -1 where the protocol is -1
   * @param toPort the last port
   * @param source a block of IPv4 or IPv6 addresses, or a security group's id
   * @param description may be empty
   * @param tags its tags
   */
  public record Rule(
      String id,
      String protocol,
      int fromPort,
      int toPort,
      String source,
      String description,
      Map<String, String> tags) {

    /** Keeps the tags as they are now. */
    public Rule {
      tags = Map.copyOf(tags);
    }

    /** Whether both let the same in. */
    public boolean isSameAs(Rule other) {
      return protocol.equals(other.protocol)
          && fromPort == other.fromPort
          && toPort == other.toPort
          && source.equals(other.source);
    }

    /** Whether it lets a TCP port in from that block of addresses. */
    boolean letsIn(int port, String block) {
      boolean covers =
          protocol.equals("-1") || (protocol.equals("tcp") && fromPort <= port && port <= toPort);
      return covers && source.equals(block);
    }
  }

  /** Keeps the collections as they are now. */
  public SecurityGroup {
    rules = List.copyOf(rules);
    tags = Map.copyOf(tags);
  }

  /** Whether it lets a TCP port in from everywhere, by IPv4 or by IPv6. */
  public boolean letsIn(int port, boolean ipv6) {
    return rules.stream().anyMatch(rule -> rule.letsIn(port, ipv6 ? "::/0" : "0.0.0.0/0"));
  }

  /** This group with other rules. */
  public SecurityGroup ruledBy(List<Rule> others) {
    return new SecurityGroup(id, name, description, others, tags);
  }

  /** This group with other tags. */
  public SecurityGroup tagged(Map<String, String> newTags) {
    return new SecurityGroup(id, name, description, rules, newTags);
  }
}
