package io.github.miragemaven.instance;

/**
 * A part of a network, in one availability zone.
 *
 * @param id its id
 * @param vpc the id of its network
 * @param zone its availability zone
 * @param ipv6 whether it has IPv6 addresses to give
 */
record Subnet(String id, String vpc, String zone, boolean ipv6) {}
