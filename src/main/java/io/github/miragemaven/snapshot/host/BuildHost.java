package io.github.miragemaven.snapshot.host;

import java.util.List;
import java.util.Optional;

/**
 * The build host.
 *
 * @param id its id
 * @param zone the availability zone that it is in
 * @param running whether it runs; else it is stopped
 * @param borrowed whether a deployment has started it, so that it is to be stopped again
 * @param publicAddress its public address, while it runs
 * @param privateAddress its address in the VPC
 * @param devices the names of the devices that its volumes are attached at
 */
record BuildHost(
    String id,
    String zone,
    boolean running,
    boolean borrowed,
    Optional<String> publicAddress,
    Optional<String> privateAddress,
    List<String> devices) {

  /** The names that volumes may have (EC2 User Guide, "Device names for volumes"). */
  private static final String LETTERS = "fghijklmnop";

  BuildHost {
    devices = List.copyOf(devices);
  }

  /** A name for one more volume. */
  Optional<String> freeDevice() {
    return LETTERS
        .chars()
        .mapToObj(letter -> "/dev/sd" + (char) letter)
        .filter(device -> !devices.contains(device))
        .findFirst();
  }
}
