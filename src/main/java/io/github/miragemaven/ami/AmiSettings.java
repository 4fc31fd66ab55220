package io.github.miragemaven.ami;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The AMI that is wanted.
 *
 * @param name its name
 * @param description what is written beside it
 * @param tags what it and its snapshot are tagged with, beside the plugin's own tags
 * @param encrypted whether the snapshot is encrypted; an account may encrypt all by default
 * @param kmsKey the id, alias or ARN of the key for that; empty for the account's default key
 * @param kernelId the PV-GRUB of a paravirtual one; empty for the region's newest
 * @param instanceType the type of the instances that it is meant for
 * @param launchPermissions who else may launch it; empty to leave that as it is
 * @param deprecation when it is deprecated
 */
public record AmiSettings(
    AmiName name,
    String description,
    Map<String, String> tags,
    boolean encrypted,
    Optional<String> kmsKey,
    Optional<String> kernelId,
    Optional<String> instanceType,
    List<LaunchPermission> launchPermissions,
    Optional<Deprecation> deprecation) {

  /** Copies what is listed. */
  public AmiSettings {
    tags = Map.copyOf(tags);
    launchPermissions = List.copyOf(launchPermissions);
  }
}
