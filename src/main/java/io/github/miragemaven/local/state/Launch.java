package io.github.miragemaven.local.state;

import java.util.Map;
import java.util.Optional;

/**
 * The settings an instance was launched with.
 *
 * @param reservation the request that launched it
 * @param imageId the AMI
 * @param image the attributes that the AMI was registered with
 * @param instanceType such as {@code m1.small}
 * @param subnetId the subnet
 * @param options the options of the request
 */
public record Launch(
    Reservation reservation,
    String imageId,
    Registration image,
    String instanceType,
    String subnetId,
    Options options) {

  /**
   * The place of an instance in the request that launched it.
   *
   * @param id the reservation, shared by all instances of one request
   * @param index the launch index, from 0
   * @param token the client token and the digest of the request's parameters
   */
  public record Reservation(String id, int index, Optional<Instance.Token> token) {}

  /**
   * Options of a launch.
   *
   * @param userData the user data, base64
   * @param spot whether to launch Spot Instances
   * @param shutdown the shutdown behavior: {@code stop} or {@code terminate}
   * @param protection whether termination protection is enabled
   * @param metadata the metadata options, by the names of their elements
   */
  public record Options(
      Optional<String> userData,
      boolean spot,
      String shutdown,
      boolean protection,
      Map<String, String> metadata) {

    /** Copies the metadata options. */
    public Options {
      metadata = Map.copyOf(metadata);
    }
  }
}
