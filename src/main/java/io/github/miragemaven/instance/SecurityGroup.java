package io.github.miragemaven.instance;

import java.util.Map;
import java.util.Set;

/**
 * A security group: what is let in to an instance.
 *
 * @param id its id
 * @param name its name, the only one of its kind in its network
 * @param vpc the id of its network
 * @param open what it lets in
 * @param tags its tags
 */
record SecurityGroup(
    String id, String name, String vpc, Set<Opening> open, Map<String, String> tags) {

  /** Everyone on IPv4. */
  static final String ANY_V4 = "0.0.0.0/0";

  /** Everyone on IPv6. */
  static final String ANY_V6 = "::/0";

  /**
   * Some TCP ports that are open.
   *
   * @param first the first port
   * @param last the last
   * @param from the addresses that they are open to, as a CIDR block
   */
  record Opening(int first, int last, String from) {}

  SecurityGroup {
    open = Set.copyOf(open);
    tags = Map.copyOf(tags);
  }

  /** Whether a port is open to all of IPv4 or IPv6. */
  boolean letsIn(int port, String from) {
    return open.stream()
        .anyMatch(some -> some.first() <= port && port <= some.last() && some.from().equals(from));
  }

  /** Whether it lets anyone in to a port. */
  boolean covers(int port) {
    return open.stream().anyMatch(some -> some.first() <= port && port <= some.last());
  }
}
