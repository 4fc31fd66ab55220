package io.github.miragemaven.iam;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of a project's settings takes permissions.
 *
 * @param project the value of the tag that the project's resources have
 * @param regions the regions; empty for any
 * @param copies whether AMIs are copied from one region to others
 * @param encryption whether it is set that snapshots are encrypted, so that the account's default
 *     is not asked for
 * @param kmsKey the id, alias or ARN of the key for that
 * @param ssmParameter the parameter that names the newest AMI
 * @param launchPermissions whether AMIs are shared
 * @param sharedWithAll whether that is with everyone
 * @param deprecation whether AMIs are deprecated
 * @param instanceType whether the type of the instances is set
 * @param hostTag the tag of the build host, as in {@code role=host}, where images go through one
 * @param importBucket the bucket, with {@code {region}} for the region's name, where images go
 *     through one
 * @param ways by what ways visitors are led to its instances
 */
public record Needs(
    String project,
    List<String> regions,
    boolean copies,
    boolean encryption,
    Optional<String> kmsKey,
    Optional<String> ssmParameter,
    boolean launchPermissions,
    boolean sharedWithAll,
    boolean deprecation,
    boolean instanceType,
    Optional<String> hostTag,
    Optional<String> importBucket,
    Set<Way> ways) {

  /** Copies the regions and the ways. */
  public Needs {
    regions = List.copyOf(regions);
    ways = Set.copyOf(ways);
  }

  /** The needs of a project whose visitors may be led to its instances by every way. */
  public Needs(
      String project,
      List<String> regions,
      boolean copies,
      boolean encryption,
      Optional<String> kmsKey,
      Optional<String> ssmParameter,
      boolean launchPermissions,
      boolean sharedWithAll,
      boolean deprecation,
      boolean instanceType,
      Optional<String> hostTag,
      Optional<String> importBucket) {
    this(
        project,
        regions,
        copies,
        encryption,
        kmsKey,
        ssmParameter,
        launchPermissions,
        sharedWithAll,
        deprecation,
        instanceType,
        hostTag,
        importBucket,
        EnumSet.allOf(Way.class));
  }

  /** The needs of a project of which nothing is set. */
  public static Needs of(String project) {
    return new Needs(
        project,
        List.of(),
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        false,
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** The same, with visitors led by these ways alone. */
  public Needs leading(Set<Way> others) {
    return new Needs(
        project,
        regions,
        copies,
        encryption,
        kmsKey,
        ssmParameter,
        launchPermissions,
        sharedWithAll,
        deprecation,
        instanceType,
        hostTag,
        importBucket,
        others);
  }
}
