package io.github.miragemaven.snapshot.host;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An EC2 instance that writes images to volumes.
 *
 * @param id the instance ID
 * @param zone its Availability Zone
 * @param running whether it is running
 * @param started when a deployment started it, as recorded in its tag; empty if it was not started
 *     by a deployment
 * @param leases the expiration times of the deployments' leases, by tag key
 * @param addresses its addresses: {@code public} (only while it is running) and {@code private}
 * @param devices the device names of its attached volumes
 */
record BuildHost(
    String id,
    String zone,
    boolean running,
    Optional<String> started,
    Map<String, Instant> leases,
    Map<String, String> addresses,
    List<String> devices) {

  /**
   * The last letters of device names for data volumes (EC2 User Guide, "Device names for volumes").
   */
  private static final String LETTERS = "fghijklmnop";

  BuildHost {
    leases = Map.copyOf(leases);
    addresses = Map.copyOf(addresses);
    devices = List.copyOf(devices);
  }

  /**
   * Tells whether deployments start and stop it, so that they need leases. A host that its user
   * started is never stopped.
   */
  boolean startedOnDemand() {
    return !running || started.isPresent();
  }

  /** Returns when the last lease expires; empty if there is no current lease. */
  Optional<Instant> leasedUntil(Instant now) {
    return leases.values().stream().filter(now::isBefore).max(Comparator.naturalOrder());
  }

  /** Returns an unused device name. */
  Optional<String> freeDevice() {
    return LETTERS
        .chars()
        .mapToObj(letter -> "/dev/sd" + (char) letter)
        .filter(device -> !devices.contains(device))
        .findFirst();
  }
}
