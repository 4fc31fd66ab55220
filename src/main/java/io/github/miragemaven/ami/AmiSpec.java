package io.github.miragemaven.ami;

import io.github.miragemaven.kernel.Virtualization;
import java.util.Map;
import java.util.Optional;

/**
 * What is registered.
 *
 * @param name the AMI's name, the only one of its kind in the region
 * @param description what is written beside it
 * @param virtualization how it runs
 * @param kernelId for a paravirtual one, the PV-GRUB that loads its kernel
 * @param tags what it is tagged with
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
