package io.github.miragemaven.local.state;

import java.util.Map;
import java.util.Optional;

/**
 * The settings an instance was launched with.
 *
 * @param reservationId the reservation, shared by all instances of one request
 * @param index the launch index, from 0
 * @param imageId the AMI
 * @param image the attributes that the AMI was registered with
 * @param instanceType such as {@code m1.small}
 * @param subnetId the subnet
 * @param token the client token and the digest of the request's parameters
 * @param userData the user data, base64
 * @param spot whether it is a Spot Instance
 * @param shutdown the shutdown behavior: {@code stop} or {@code terminate}
 * @param metadata the metadata options, by the names of their elements
 */
public record Launch(
    String reservationId,
    int index,
    String imageId,
    Registration image,
    String instanceType,
    String subnetId,
    Optional<Instance.Token> token,
    Optional<String> userData,
    boolean spot,
    String shutdown,
    Map<String, String> metadata) {

  /** Copies the options. */
  public Launch {
    metadata = Map.copyOf(metadata);
  }
}
