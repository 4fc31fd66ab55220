package io.github.miragemaven.instance;

import java.util.Map;
import java.util.Set;

/**
 * A security group.
 *
 * @param id its id
 * @param name its name, which is unique within its VPC
 * @param vpc the id of its VPC
 * @param open its inbound rules for TCP
 * @param tags its tags
 */
record SecurityGroup(
    String id, String name, String vpc, Set<Opening> open, Map<String, String> tags) {

  /** All IPv4 addresses. */
  static final String ANY_V4 = "0.0.0.0/0";

  /** All IPv6 addresses. */
  static final String ANY_V6 = "::/0";

  /**
   * An open range of TCP ports.
   *
   * @param first the first port
   * @param last the last
   * @param from the source addresses, as a CIDR block
   */
  record Opening(int first, int last, String from) {}

  SecurityGroup {
    open = Set.copyOf(open);
    tags = Map.copyOf(tags);
  }

  /** Returns whether a port is open to exactly this CIDR block. */
  boolean isOpen(int port, String from) {
    return open.stream()
        .anyMatch(some -> some.first() <= port && port <= some.last() && some.from().equals(from));
  }

  /** Returns whether a port is open to any address. */
  boolean isOpenToAnyone(int port) {
    return open.stream().anyMatch(some -> some.first() <= port && port <= some.last());
  }
}
