package io.github.miragemaven.instance;

/**
 * A subnet of a VPC.
 *
 * @param id its id
 * @param vpc the id of its VPC
 * @param zone its availability zone
 * @param ipv6 whether it has an IPv6 CIDR block
 */
record Subnet(String id, String vpc, String zone, boolean ipv6) {}
