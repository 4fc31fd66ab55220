package io.github.miragemaven.ami;

import io.github.miragemaven.kernel.Virtualization;
import java.util.Map;
import java.util.Optional;

/**
 * An AMI to register.
 *
 * @param name its name, unique in the region
 * @param description its description
 * @param virtualization its virtualization type
 * @param kernelId the PV-GRUB that loads its kernel, if it is paravirtual
 * @param tags its tags
 */
record AmiSpec(
    String name,
    String description,
    Virtualization virtualization,
    Optional<String> kernelId,
    Map<String, String> tags) {

  AmiSpec {
    tags = Map.copyOf(tags);
  }
}
