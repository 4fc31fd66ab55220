package io.github.miragemaven.local.state;

import java.util.List;
import java.util.Map;

/**
 * A security group. It has only inbound rules; outbound traffic is unrestricted.
 *
 * @param id {@code sg-} and 17 hexadecimal digits
 * @param name unique in the VPC
 * @param description the description
 * @param rules the inbound rules
 * @param tags its tags
 */
public record SecurityGroup(
    String id, String name, String description, List<Rule> rules, Map<String, String> tags) {

  /**
   * An inbound rule.
   *
   * @param id {@code sgr-} and 17 hexadecimal digits
   * @param protocol {@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}, or {@code -1} for all
   * @param fromPort the first port; -1 if the protocol is -1
   * @param toPort the last port
   * @param source an IPv4 or IPv6 CIDR block, or a security group ID
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

    /** Copies the tags. */
    public Rule {
      tags = Map.copyOf(tags);
    }

    /** Tells whether both rules admit the same traffic. */
    public boolean isSameAs(Rule other) {
      return protocol.equals(other.protocol)
          && fromPort == other.fromPort
          && toPort == other.toPort
          && source.equals(other.source);
    }

    /** Tells whether it admits a TCP port from a CIDR block. */
    boolean letsIn(int port, String block) {
      boolean covers =
          protocol.equals("-1") || (protocol.equals("tcp") && fromPort <= port && port <= toPort);
      return covers && source.equals(block);
    }
  }

  /** Copies the collections. */
  public SecurityGroup {
    rules = List.copyOf(rules);
    tags = Map.copyOf(tags);
  }

  /** Tells whether it admits a TCP port from everywhere, over IPv4 or IPv6. */
  public boolean letsIn(int port, boolean ipv6) {
    return rules.stream().anyMatch(rule -> rule.letsIn(port, ipv6 ? "::/0" : "0.0.0.0/0"));
  }

  /** Returns this group with other rules. */
  public SecurityGroup ruledBy(List<Rule> others) {
    return new SecurityGroup(id, name, description, others, tags);
  }

  /** Returns this group with other tags. */
  public SecurityGroup tagged(Map<String, String> newTags) {
    return new SecurityGroup(id, name, description, rules, newTags);
  }
}
