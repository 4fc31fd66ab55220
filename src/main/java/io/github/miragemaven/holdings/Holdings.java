package io.github.miragemaven.holdings;

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
 * What a project has in a region.
 *
 * @param region the region
 * @param account the account
 * @param pointer the parameter that names the newest AMI, if one is set
 * @param amis its AMIs, the newest first
 * @param snapshots its snapshots, the newest first
 * @param loose those of the snapshots that no AMI is made of, be it the project's or not
 */
public record Holdings(
    String region,
    String account,
    Optional<Pointer> pointer,
    List<Ami> amis,
    List<StoredSnapshot> snapshots,
    List<StoredSnapshot> loose) {

  /**
   * A parameter of AWS Systems Manager.
   *
   * @param name its name
   * @param ami the AMI that it names; empty if there is no such parameter
   */
  public record Pointer(String name, Optional<String> ami) {}

  /** Copies what is listed. */
  public Holdings {
    amis = List.copyOf(amis);
    snapshots = List.copyOf(snapshots);
    loose = List.copyOf(loose);
  }

  /** Looks at a region. */
  static Holdings of(AwsRegion region, Project project, Optional<String> parameter) {
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
    return new Holdings(
        region.name(),
        region.sts().getCallerIdentity().account(),
        parameter.map(name -> new Pointer(name, new SsmParameter(region, name).value())),
        amis,
        snapshots,
        loose(region, amis, snapshots));
  }

  private static List<StoredSnapshot> loose(
      AwsRegion region, List<Ami> amis, List<StoredSnapshot> snapshots) {
    Set<String> used =
        amis.stream().flatMap(ami -> ami.snapshots().stream()).collect(Collectors.toSet());
    List<StoredSnapshot> candidates =
        snapshots.stream().filter(snapshot -> !used.contains(snapshot.id())).toList();
    Map<String, Set<String>> users = new Uses(region).ofSnapshots(candidates);
    return candidates.stream().filter(snapshot -> !users.containsKey(snapshot.id())).toList();
  }

  /** The AMI that instances are to be made of: the newest that can be launched. */
  public Optional<Ami> current() {
    return amis.stream().filter(ami -> ami.state() == Ami.State.AVAILABLE).findFirst();
  }

  /** Whether the parameter names an AMI. */
  public boolean points(Ami ami) {
    return pointer.flatMap(Pointer::ami).equals(Optional.of(ami.id()));
  }

  /** The project's snapshots that an AMI is made of. */
  public List<StoredSnapshot> snapshots(Ami ami) {
    return snapshots.stream().filter(snapshot -> ami.snapshots().contains(snapshot.id())).toList();
  }
}
