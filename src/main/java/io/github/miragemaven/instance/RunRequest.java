package io.github.miragemaven.instance;

import java.util.Map;
import java.util.Optional;

/**
 * The one instance that is asked for.
 *
 * @param ami what it is made of
 * @param type its type
 * @param subnet the id of its subnet
 * @param group the id of its security group
 * @param publicAddress whether it gets a public IPv4 address
 * @param ipv6 whether it gets an IPv6 address
 * @param userData what it can ask EC2 for, as text
 * @param spot whether it is a spot instance
 * @param token by which the same order given twice makes one instance
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
