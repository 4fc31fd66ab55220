package io.github.miragemaven.run;

import io.github.miragemaven.kernel.Device;
import io.github.miragemaven.kernel.Kernel;
import java.util.List;
import java.util.stream.Collectors;

/** Checks that the devices a kernel declares can be attached. */
final class Devices {

  private Devices() {}

  /**
   * Returns the network interface, if any.
   *
   * @throws RunException if there is a disk or more than one network interface
   */
  static List<Device> networks(Kernel kernel, List<Device> devices) throws RunException {
    if (devices.size() <= 1 && devices.stream().allMatch(d -> d.type() == Device.Type.NETWORK)) {
      return devices;
    }
    throw new RunException(
        "The kernel %s needs %s, but mirage:run attaches only one network interface.%nStart it by hand with all of them, or remove from config.ml those that the site does not need."
            .formatted(
                kernel.file(),
                devices.stream()
                    .map(
                        d ->
                            (d.type() == Device.Type.BLOCK ? "the disk " : "the network ")
                                + "'"
                                + d.name()
                                + "'")
                    .collect(Collectors.joining(", "))));
  }
}
