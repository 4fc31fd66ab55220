package io.github.miragemaven.instance;

import java.util.Map;
import java.util.Optional;

/**
 * Parameters of a RunInstances call for one instance.
 *
 * @param ami the id of its AMI
 * @param type its type
 * @param subnet the id of its subnet
 * @param group the id of its security group
 * @param publicAddress whether to assign a public IPv4 address
 * @param ipv6 whether to assign an IPv6 address
 * @param userData its user data
 * @param spot whether to request a spot instance
 * @param token the client token, which makes the call idempotent
 * @param tags the tags of the instance and its volumes
 */
record RunRequest(
    String ami,
    String type,
    String subnet,
    String group,
    boolean publicAddress,
    boolean ipv6,
    Optional<String> userData,
    boolean spot,
    String token,
    Map<String, String> tags) {

  RunRequest {
    tags = Map.copyOf(tags);
  }
}
