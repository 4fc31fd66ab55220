package io.github.miragemaven.snapshot.host;

import java.util.List;
import java.util.Optional;

/**
 * A volume that is attached to the build host.
 *
 * @param volume the volume's ID
 * @param name the device name of the attachment
 */
record VolumeDevice(String volume, String name) {

  /**
   * Returns the paths that Linux may use for it: by volume ID on Nitro, {@code xvd} instead of
   * {@code sd} on Xen (EC2 User Guide, "Device names for volumes" and "Map NVMe disks to volumes").
   *
   * @param configured the path that the user configured, which replaces these
   */
  List<String> paths(Optional<String> configured) {
    return configured
        .map(path -> List.of(path.replace("{volume}", volume)))
        .orElseGet(
            () ->
                List.of(
                    "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_" + volume.replace("-", ""),
                    name.replace("/dev/sd", "/dev/xvd"),
                    name));
  }
}
