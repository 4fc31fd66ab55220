package io.github.miragemaven.ami;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of an AMI.
 *
 * @param name its name
 * @param description its description
 * @param tags the user's tags of the AMI and its snapshot
 * @param encrypted whether to encrypt the snapshot; an account may encrypt all by default
 * @param kmsKey the ID, alias or ARN of the KMS key; empty for the account's default key
 * @param kernelId the PV-GRUB of a paravirtual AMI; empty for the region's newest
 * @param instanceType the instance type that it is meant for
 * @param launchPermissions who else may launch it; empty to leave the permissions unchanged
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

  /** Copies the collections. */
  public AmiSettings {
    tags = Map.copyOf(tags);
    launchPermissions = List.copyOf(launchPermissions);
  }

  /** Returns the default description: the project's name, in the ASCII that AWS accepts. */
  public static String defaultDescription(String projectName, String artifactId) {
    String ascii = Ascii.of(projectName, "?");
    return ascii.matches(".*[A-Za-z0-9].*")
        ? ascii.substring(0, Math.min(ascii.length(), Limits.DESCRIPTION))
        : artifactId;
  }

  /** Returns a builder of the settings of an AMI. */
  public static Builder named(AmiName name, String description) {
    return new Builder(name, description);
  }

  /** Returns a builder that starts from these settings. */
  public Builder toBuilder() {
    return named(name, description)
        .tags(tags)
        .encryption(encrypted, kmsKey)
        .kernelId(kernelId)
        .instanceType(instanceType)
        .launchPermissions(launchPermissions)
        .deprecation(deprecation);
  }

  /** Builds settings. */
  public static final class Builder {

    private AmiName name;
    private String description;
    private Map<String, String> tags = Map.of();
    private boolean encrypted;
    private Optional<String> kmsKey = Optional.empty();
    private Optional<String> kernelId = Optional.empty();
    private Optional<String> instanceType = Optional.empty();
    private List<LaunchPermission> launchPermissions = List.of();
    private Optional<Deprecation> deprecation = Optional.empty();

    private Builder(AmiName name, String description) {
      this.name = name;
      this.description = description;
    }

    /** Sets the name. */
    public Builder name(AmiName value) {
      name = value;
      return this;
    }

    /** Sets the description. */
    public Builder description(String value) {
      description = value;
      return this;
    }

    /** Sets the user's tags. */
    public Builder tags(Map<String, String> value) {
      tags = value;
      return this;
    }

    /** Sets whether to encrypt the snapshot, and the key. */
    public Builder encryption(boolean encrypt, Optional<String> key) {
      encrypted = encrypt;
      kmsKey = key;
      return this;
    }

    /** Sets the PV-GRUB. */
    public Builder kernelId(Optional<String> value) {
      kernelId = value;
      return this;
    }

    /** Sets the instance type that the AMI is meant for. */
    public Builder instanceType(Optional<String> value) {
      instanceType = value;
      return this;
    }

    /** Sets who else may launch the AMI. */
    public Builder launchPermissions(List<LaunchPermission> value) {
      launchPermissions = value;
      return this;
    }

    /** Sets when the AMI is deprecated. */
    public Builder deprecation(Optional<Deprecation> value) {
      deprecation = value;
      return this;
    }

    /** Builds the settings. */
    public AmiSettings build() {
      return new AmiSettings(
          name,
          description,
          tags,
          encrypted,
          kmsKey,
          kernelId,
          instanceType,
          launchPermissions,
          deprecation);
    }
  }
}
