package io.github.miragemaven.snapshot.host;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The build host.
 *
 * @param id its id
 * @param zone the availability zone that it is in
 * @param running whether it runs; else it is stopped
 * @param started when a deployment has started it, so that it is to be stopped again, as its tag
 *     has it; empty if none has
 * @param leases the tags of the deployments that hold it, and until when
 * @param addresses its addresses by kind, {@code public} (while it runs) and {@code private}
 * @param devices the names of the devices that its volumes are attached at
 */
record BuildHost(
    String id,
    String zone,
    boolean running,
    Optional<String> started,
    Map<String, Instant> leases,
    Map<String, String> addresses,
    List<String> devices) {

  /** The names that volumes may have (EC2 User Guide, "Device names for volumes"). */
  private static final String LETTERS = "fghijklmnop";

  BuildHost {
    leases = Map.copyOf(leases);
    addresses = Map.copyOf(addresses);
    devices = List.copyOf(devices);
  }

  /** Whether nobody but deployments has it run, so that it must not be stopped under one. */
  boolean shared() {
    return !running || started.isPresent();
  }

  /** Until when others hold it; empty if none does. */
  Optional<Instant> heldUntil(Instant now) {
    return leases.values().stream().filter(now::isBefore).max(Comparator.naturalOrder());
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
