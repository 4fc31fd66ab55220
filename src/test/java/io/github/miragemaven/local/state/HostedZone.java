package io.github.miragemaven.local.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A hosted zone of Route 53.
 *
 * @param id its id, without {@code /hostedzone/} in front
 * @param name its domain, with a dot behind
 * @param reference the caller's reference of the request that made it
 * @param isPrivate whether only VPCs see it
 * @param records its records
 */
public record HostedZone(
    String id, String name, String reference, boolean isPrivate, List<RecordSet> records) {

  /** In the order of their labels from the right, as Route 53 lists names. */
  public static final Comparator<String> BY_LABELS = Comparator.comparing(HostedZone::reversed);

  /**
   * All records of a name and a type.
   *
   * @param name the name, with a dot behind
   * @param type such as {@code A}
   * @param ttl how many seconds others keep it; empty for an alias
   * @param values what the name stands for
   * @param alias the name that it is another name of, where it is an alias
   */
  public record RecordSet(
      String name, String type, Optional<Long> ttl, List<String> values, Optional<Alias> alias) {

    /** Keeps the values as they are now. */
    public RecordSet {
      values = List.copyOf(values);
    }

    /** Whether another is for the same name and type. */
    public boolean isOf(RecordSet other) {
      return name.equals(other.name) && type.equals(other.type);
    }
  }

  /**
   * What an alias stands for.
   *
   * @param zoneId the zone of the name
   * @param dnsName the name
   */
  public record Alias(String zoneId, String dnsName) {}

  /** Sorts the records. */
  public HostedZone {
    records =
        records.stream()
            .sorted(Comparator.comparing(RecordSet::name, BY_LABELS).thenComparing(RecordSet::type))
            .toList();
  }

  private static String reversed(String name) {
    List<String> labels = new ArrayList<>(Arrays.asList(name.split("\\.")));
    Collections.reverse(labels);
    return String.join("\u0001", labels);
  }

  /** The record set of the same name and type. */
  public Optional<RecordSet> find(RecordSet wanted) {
    return records.stream().filter(wanted::isOf).findFirst();
  }

  /** This zone without a record set. */
  public HostedZone without(RecordSet removed) {
    return new HostedZone(
        id,
        name,
        reference,
        isPrivate,
        records.stream().filter(record -> !record.isOf(removed)).toList());
  }

  /** This zone with a record set, in the place of the one of its name and type. */
  public HostedZone with(RecordSet added) {
    List<RecordSet> all = new ArrayList<>(without(added).records);
    all.add(added);
    return new HostedZone(id, name, reference, isPrivate, all);
  }
}
