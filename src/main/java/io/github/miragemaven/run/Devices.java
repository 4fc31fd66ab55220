package io.github.miragemaven.run;

import io.github.miragemaven.kernel.Device;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelException;
import io.github.miragemaven.kernel.KernelInspector;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The devices that a Solo5 kernel declares, and without which it stops.
 *
 * @param network its network interface
 * @param disk its disk
 */
record Devices(Optional<Device> network, Optional<Device> disk) {

  /**
   * Returns the devices of a kernel; none if it is not a Solo5 kernel with a manifest.
   *
   * @throws RunException if it declares several network interfaces or disks
   */
  static Devices of(Kernel kernel) throws RunException, KernelException, IOException {
    List<Device> all = KernelInspector.devices(kernel.file());
    List<Device> networks = all.stream().filter(d -> d.type() == Device.Type.NETWORK).toList();
    List<Device> disks = all.stream().filter(d -> d.type() == Device.Type.BLOCK).toList();
    if (networks.size() <= 1 && disks.size() <= 1) {
      return new Devices(networks.stream().findFirst(), disks.stream().findFirst());
    }
    throw new RunException(
        "The kernel %s needs %s, but mirage:run attaches only one network interface and one disk.%nStart it by hand with all of them, or remove from config.ml those that the site does not need."
            .formatted(
                kernel.file(),
                all.stream()
                    .map(
                        d ->
                            (d.type() == Device.Type.BLOCK ? "the disk " : "the network ")
                                + "'"
                                + d.name()
                                + "'")
                    .collect(Collectors.joining(", "))));
  }
}
