package io.github.miragemaven.snapshot.host;

import java.util.List;
import java.util.Optional;

/**
 * A volume on the host.
 *
 * @param volume its id
 * @param name the device name that it is attached by
 */
record VolumeDevice(String volume, String name) {

  /**
   * Where Linux may have it: on Nitro by its id, on Xen under another letter (EC2 User Guide,
   * "Device names for volumes" and "Map NVMe disks to volumes").
   *
   * @param own where the user says that it is
   */
  List<String> paths(Optional<String> own) {
    return own.map(path -> List.of(path.replace("{volume}", volume)))
        .orElseGet(
            () ->
                List.of(
                    "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_" + volume.replace("-", ""),
                    name.replace("/dev/sd", "/dev/xvd"),
                    name));
  }
}
