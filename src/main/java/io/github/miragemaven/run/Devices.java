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
    boolean onlyOne = devices.size() <= 1;
    if (onlyOne && devices.stream().allMatch(d -> d.type() == Device.Type.NETWORK)) {
      return devices;
    }
    throw new RunException(
        "The kernel %s needs %s, and only one network interface is attached here.%nStart it by hand with all of them, or leave out of config.ml what its site does not need."
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
