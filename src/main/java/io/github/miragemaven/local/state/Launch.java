package io.github.miragemaven.local.state;

import java.util.Map;
import java.util.Optional;

/**
 * What an instance was launched with.
 *
 * @param reservationId those launched by one request share it
 * @param index its number among them, from 0
 * @param imageId what it runs
 * @param image what that was registered with
 * @param instanceType such as {@code m1.small}
 * @param subnetId where it is
 * @param token the token of the request, and the digest of the request's parameters
 * @param userData what it was given, base64
 * @param spot whether it runs on spare capacity
 * @param shutdown what happens when it shuts itself down: {@code stop} or {@code terminate}
 * @param metadata the options of its metadata service, by the names of their elements
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

  /** Keeps the options as they are now. */
  public Launch {
    metadata = Map.copyOf(metadata);
  }
}
