package io.github.miragemaven.iam;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a project that determine which permissions its goals need.
 *
 * @param project the value of the tag on the project's resources
 * @param regions the regions; empty for any
 * @param features the features that the project uses
 * @param kmsKey the ID, alias or ARN of the KMS key
 * @param ssmParameter the SSM parameter that holds the newest AMI's ID
 * @param hostTag the tag of the build host, such as {@code role=host}, if there is one
 * @param importBucket the bucket for imports, with {@code {region}} for a region's name, if any
 * @param traffic how traffic is routed to the instances
 */
public record Needs(
    String project,
    List<String> regions,
    Set<Feature> features,
    Optional<String> kmsKey,
    Optional<String> ssmParameter,
    Optional<String> hostTag,
    Optional<String> importBucket,
    Set<TrafficKind> traffic) {

  /** A feature that needs permissions. */
  public enum Feature {
    /** AMIs are copied from one region to others. */
    COPIES,
    /** Snapshots are always encrypted, whatever the account's default. */
    ENCRYPTION,
    /** AMIs are shared. */
    LAUNCH_PERMISSIONS,
    /** AMIs are public. */
    PUBLIC_AMIS,
    /** AMIs are deprecated. */
    DEPRECATION,
    /** The instance type is set. */
    INSTANCE_TYPE
  }

  /** Copies the collections. */
  public Needs {
    regions = List.copyOf(regions);
    features = Set.copyOf(features);
    traffic = Set.copyOf(traffic);
  }

  boolean uses(Feature feature) {
    return features.contains(feature);
  }

  /** Returns a builder of the needs of a project that routes traffic in every way. */
  public static Builder of(String project) {
    return new Builder(project);
  }

  /** Builds the needs of a project. */
  public static final class Builder {

    private final String project;
    private List<String> regions = List.of();
    private final Set<Feature> features = EnumSet.noneOf(Feature.class);
    private Optional<String> kmsKey = Optional.empty();
    private Optional<String> ssmParameter = Optional.empty();
    private Optional<String> hostTag = Optional.empty();
    private Optional<String> importBucket = Optional.empty();
    private Set<TrafficKind> traffic = EnumSet.allOf(TrafficKind.class);

    private Builder(String project) {
      this.project = project;
    }

    /** Sets the regions. */
    public Builder regions(List<String> value) {
      regions = value;
      return this;
    }

    /** Adds a feature that the project uses. */
    public Builder with(Feature feature) {
      return with(feature, true);
    }

    /** Adds a feature if the project uses it. */
    public Builder with(Feature feature, boolean used) {
      if (used) {
        features.add(feature);
      }
      return this;
    }

    /** Sets the KMS key. */
    public Builder kmsKey(Optional<String> value) {
      kmsKey = value;
      return this;
    }

    /** Sets the SSM parameter. */
    public Builder ssmParameter(Optional<String> value) {
      ssmParameter = value;
      return this;
    }

    /** Sets the tag of the build host. */
    public Builder hostTag(String value) {
      hostTag = Optional.of(value);
      return this;
    }

    /** Sets the bucket for imports. */
    public Builder importBucket(String value) {
      importBucket = Optional.of(value);
      return this;
    }

    /** Sets how traffic is routed to the instances. */
    public Builder traffic(Set<TrafficKind> value) {
      traffic = value;
      return this;
    }

    /** Builds the needs. */
    public Needs build() {
      return new Needs(
          project, regions, features, kmsKey, ssmParameter, hostTag, importBucket, traffic);
    }
  }
}
