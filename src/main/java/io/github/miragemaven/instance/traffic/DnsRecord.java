package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * The addresses of a DNS name in Route 53: an A record for IPv4 and an AAAA record for IPv6, which
 * change in one step.
 */
final class DnsRecord implements TrafficTarget {

  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** The page size: A, AAAA and CNAME come early in the sorted list of a name's records. */
  private static final String LISTED = "20";

  private static final List<RRType> ADDRESSES = List.of(RRType.A, RRType.AAAA);

  private final Route53Client route53;
  private final Zone zone;
  private final PublicName.DnsName record;
  private final WaitLimit waitLimit;
  private Optional<Map<RRType, ResourceRecordSet>> first = Optional.empty();

  DnsRecord(AwsRegion region, PublicName.DnsName record, WaitLimit waitLimit) {
    this.route53 = region.route53();
    this.zone = new Zone(route53, record);
    this.record = record;
    this.waitLimit = waitLimit;
  }

  @Override
  public String name() {
    return "the name " + record.name();
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public boolean usesPublicAddresses() throws UserFailureException {
    return !zone.isPrivate();
  }

  /** Returns the longest TTL of the current records. */
  @Override
  public Duration cacheTime() throws UserFailureException {
    long longest =
        records().values().stream()
            .map(found -> Optional.ofNullable(found.ttl()).orElse(0L))
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    return Duration.ofSeconds(longest);
  }

  @Override
  public Set<String> currentTargets() throws UserFailureException {
    Set<String> targets = new TreeSet<>();
    records().values().forEach(found -> targets.addAll(values(found)));
    return targets;
  }

  @Override
  public Set<String> targetsOf(Instance instance) throws UserFailureException {
    Instance.Addresses addresses = instance.addresses();
    Set<String> targets = new TreeSet<>();
    if (zone.isPrivate()) {
      addresses.privateIp().ifPresent(targets::add);
    } else {
      addresses.publicIp().ifPresent(targets::add);
    }
    addresses.ipv6().ifPresent(targets::add);
    if (targets.isEmpty()) {
      addresses.privateIp().ifPresent(targets::add);
    }
    if (targets.isEmpty()) {
      throw new UserFailureException(
          "%s has no address that %s could point to.".formatted(instance.id(), name()));
    }
    return targets;
  }

  @Override
  public void reroute(Set<String> from, Set<String> to)
      throws FailureException, InterruptedException {
    Optional<String> change = change(to);
    if (change.isPresent()) {
      waitLimit.until(
          "the change of %s has not reached all name servers".formatted(name()),
          LIMIT,
          () ->
              Optional.of(route53.getChange(ask -> ask.id(change.get())).changeInfo())
                  .filter(info -> info.status() == ChangeStatus.INSYNC));
    }
  }

  @Override
  public void rerouteWithoutWaiting(Set<String> from, Set<String> to) throws UserFailureException {
    change(to);
  }

  /** Changes the records and returns the ID of the change; empty if there is nothing to change. */
  private Optional<String> change(Set<String> to) throws UserFailureException {
    List<Change> changes = changes(to);
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    String zoneId = zone.id();
    try {
      return Optional.of(
          route53
              .changeResourceRecordSets(
                  ask -> ask.hostedZoneId(zoneId).changeBatch(batch -> batch.changes(changes)))
              .changeInfo()
              .id());
    } catch (InvalidChangeBatchException e) {
      if (currentTargets().equals(to)) {
        return Optional.empty(); // A retry: the response to the first request was lost.
      }
      throw e;
    }
  }

  private List<Change> changes(Set<String> to) throws UserFailureException {
    Map<RRType, ResourceRecordSet> now = records();
    List<Change> changes = new ArrayList<>();
    for (RRType type : ADDRESSES) {
      List<String> values =
          to.stream().filter(address -> address.contains(":") == (type == RRType.AAAA)).toList();
      Optional<ResourceRecordSet> there = Optional.ofNullable(now.get(type));
      if (values.isEmpty()) {
        there.ifPresent(old -> changes.add(change(ChangeAction.DELETE, old)));
      } else if (there.filter(old -> values(old).containsAll(values)).isEmpty()
          || values(there.get()).size() != values.size()) {
        changes.add(change(ChangeAction.UPSERT, wanted(type, values)));
      }
    }
    return changes;
  }

  private static Change change(ChangeAction action, ResourceRecordSet set) {
    return Change.builder().action(action).resourceRecordSet(set).build();
  }

  /** Restores the original record, with its TTL, when the traffic is routed back. */
  private ResourceRecordSet wanted(RRType type, List<String> values) {
    return first
        .map(sets -> sets.get(type))
        .filter(was -> Set.copyOf(values(was)).equals(Set.copyOf(values)))
        .orElseGet(
            () ->
                ResourceRecordSet.builder()
                    .name(absolute())
                    .type(type)
                    .ttl(record.ttl().toSeconds())
                    .resourceRecords(
                        values.stream()
                            .map(value -> ResourceRecord.builder().value(value).build())
                            .toList())
                    .build());
  }

  private Map<RRType, ResourceRecordSet> records() throws UserFailureException {
    Map<RRType, ResourceRecordSet> records = new EnumMap<>(RRType.class);
    String id = zone.id();
    for (ResourceRecordSet found :
        route53
            .listResourceRecordSets(
                ask -> ask.hostedZoneId(id).startRecordName(absolute()).maxItems(LISTED))
            .resourceRecordSets()) {
      if (found.name().equalsIgnoreCase(absolute())) {
        requirePlain(found);
        if (ADDRESSES.contains(found.type())) {
          records.put(found.type(), found);
        }
      }
    }
    if (first.isEmpty()) {
      first = Optional.of(records);
    }
    return records;
  }

  private void requirePlain(ResourceRecordSet found) throws UserFailureException {
    boolean routed = found.aliasTarget() != null || found.setIdentifier() != null;
    if (found.type() == RRType.CNAME || (ADDRESSES.contains(found.type()) && routed)) {
      throw new UserFailureException(
          "%s is %s, which does not hold the address of an instance.%nRemove that record, or reroute its target: set mirage.switch.targetGroup, or another mirage.switch.record."
              .formatted(
                  name(),
                  found.type() == RRType.CNAME
                      ? "a CNAME"
                      : found.aliasTarget() != null ? "an alias" : "one of several records"));
    }
  }

  private String absolute() {
    return record.name() + ".";
  }

  private static List<String> values(ResourceRecordSet set) {
    return set.resourceRecords().stream().map(ResourceRecord::value).toList();
  }
}
