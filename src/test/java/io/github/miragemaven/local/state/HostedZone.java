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
 * @param id its ID, without the prefix {@code /hostedzone/}
 * @param name its domain, with a trailing dot
 * @param reference the caller reference of the request that created it
 * @param isPrivate whether it is visible only in VPCs
 * @param records its records
 */
public record HostedZone(
    String id, String name, String reference, boolean isPrivate, List<RecordSet> records) {

  /** Compares names by their labels from the right, the order in which Route 53 lists them. */
  public static final Comparator<String> BY_LABELS = Comparator.comparing(HostedZone::reversed);

  /**
   * A record set.
   *
   * @param name the name, with a trailing dot
   * @param type such as {@code A}
   * @param ttl the TTL in seconds; empty for an alias
   * @param values the values
   * @param alias the target of an alias
   */
  public record RecordSet(
      String name, String type, Optional<Long> ttl, List<String> values, Optional<Alias> alias) {

    /** Copies the values. */
    public RecordSet {
      values = List.copyOf(values);
    }

    /** Tells whether another is for the same name and type. */
    public boolean isOf(RecordSet other) {
      return name.equals(other.name) && type.equals(other.type);
    }
  }

  /**
   * The target of an alias.
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

  /** Returns the record set with the same name and type. */
  public Optional<RecordSet> find(RecordSet wanted) {
    return records.stream().filter(wanted::isOf).findFirst();
  }

  /** Returns this zone without a record set. */
  public HostedZone without(RecordSet removed) {
    return new HostedZone(
        id,
        name,
        reference,
        isPrivate,
        records.stream().filter(record -> !record.isOf(removed)).toList());
  }

  /** Returns this zone with a record set, replacing the one with the same name and type. */
  public HostedZone with(RecordSet added) {
    List<RecordSet> all = new ArrayList<>(without(added).records);
    all.add(added);
    return new HostedZone(id, name, reference, isPrivate, all);
  }
}
