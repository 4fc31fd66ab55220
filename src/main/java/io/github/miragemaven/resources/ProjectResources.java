package io.github.miragemaven.resources;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.Amis;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.ami.SsmParameter;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.snapshot.Snapshots;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The AMIs and snapshots of a project in a region.
 *
 * @param region the region's name
 * @param account the AWS account ID
 * @param pointer the SSM parameter that holds the current AMI's ID, if one is set
 * @param amis the AMIs, newest first
 * @param snapshots the snapshots, newest first
 * @param orphaned the snapshots that no AMI of the account uses
 */
public record ProjectResources(
    String region,
    String account,
    Optional<Pointer> pointer,
    List<Ami> amis,
    List<StoredSnapshot> snapshots,
    List<StoredSnapshot> orphaned) {

  /**
   * A parameter of AWS Systems Manager.
   *
   * @param name the parameter's name
   * @param ami its value; empty if the parameter does not exist
   */
  public record Pointer(String name, Optional<String> ami) {}

  /** Copies the lists. */
  public ProjectResources {
    amis = List.copyOf(amis);
    snapshots = List.copyOf(snapshots);
    orphaned = List.copyOf(orphaned);
  }

  /** Reads the project's resources from AWS. */
  static ProjectResources of(AwsRegion region, Project project, Optional<String> parameter) {
    List<Ami> amis =
        new Amis(region)
            .tagged(TagKeys.PROJECT, project.key()).stream()
                .sorted(Comparator.comparing(Ami::created).thenComparing(Ami::id).reversed())
                .toList();
    List<StoredSnapshot> snapshots =
        new Snapshots(region)
            .tagged(TagKeys.PROJECT, project.key()).stream()
                .sorted(
                    Comparator.comparing(StoredSnapshot::started)
                        .thenComparing(StoredSnapshot::id)
                        .reversed())
                .toList();
    return new ProjectResources(
        region.name(),
        region.sts().getCallerIdentity().account(),
        parameter.map(name -> new Pointer(name, new SsmParameter(region, name).value())),
        amis,
        snapshots,
        orphaned(region, amis, snapshots));
  }

  private static List<StoredSnapshot> orphaned(
      AwsRegion region, List<Ami> amis, List<StoredSnapshot> snapshots) {
    Set<String> used =
        amis.stream().flatMap(ami -> ami.snapshots().stream()).collect(Collectors.toSet());
    List<StoredSnapshot> candidates =
        snapshots.stream().filter(snapshot -> !used.contains(snapshot.id())).toList();
    Map<String, Set<String>> users = new ResourceUsers(region).ofSnapshots(candidates);
    return candidates.stream().filter(snapshot -> !users.containsKey(snapshot.id())).toList();
  }

  /** Returns the current AMI: the newest that can be launched. */
  public Optional<Ami> current() {
    return amis.stream().filter(ami -> ami.state() == Ami.State.AVAILABLE).findFirst();
  }

  /** Tells whether the SSM parameter holds the AMI's ID. */
  public boolean isInParameter(Ami ami) {
    return pointer.flatMap(Pointer::ami).equals(Optional.of(ami.id()));
  }

  /** Returns the project's snapshots that an AMI uses. */
  public List<StoredSnapshot> snapshots(Ami ami) {
    return snapshots.stream().filter(snapshot -> ami.snapshots().contains(snapshot.id())).toList();
  }
}
