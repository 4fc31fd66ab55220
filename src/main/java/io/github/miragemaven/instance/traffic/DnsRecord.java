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
final class DnsRecord implements Signpost {

  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** The first types in a listing of a name's records, which is sorted. */
  private static final String LISTED = "20";

  private static final List<RRType> ADDRESSES = List.of(RRType.A, RRType.AAAA);

  private final Route53Client route53;
  private final Zone zone;
  private final PublicName.DnsName record;
  private final Patience patience;
  private Optional<Map<RRType, ResourceRecordSet>> first = Optional.empty();

  DnsRecord(AwsRegion region, PublicName.DnsName record, Patience patience) {
    this.route53 = region.route53();
    this.zone = new Zone(route53, record);
    this.record = record;
    this.patience = patience;
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
  public boolean leadsToPublicAddresses() throws UserFailureException {
    return !zone.isPrivate();
  }

  /** So long as the record says that holds now. */
  @Override
  public Duration remembered() throws UserFailureException {
    long longest =
        records().values().stream()
            .map(found -> Optional.ofNullable(found.ttl()).orElse(0L))
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    return Duration.ofSeconds(longest);
  }

  @Override
  public Set<String> places() throws UserFailureException {
    Set<String> places = new TreeSet<>();
    records().values().forEach(found -> places.addAll(values(found)));
    return places;
  }

  @Override
  public Set<String> places(Instance instance) throws UserFailureException {
    Instance.Addresses addresses = instance.addresses();
    Set<String> places = new TreeSet<>();
    if (zone.isPrivate()) {
      addresses.privateIp().ifPresent(places::add);
    } else {
      addresses.publicIp().ifPresent(places::add);
    }
    addresses.ipv6().ifPresent(places::add);
    if (places.isEmpty()) {
      addresses.privateIp().ifPresent(places::add);
    }
    if (places.isEmpty()) {
      throw new UserFailureException(
          "%s has no address that %s could lead to.".formatted(instance.id(), name()));
    }
    return places;
  }

  @Override
  public void lead(Set<String> from, Set<String> to) throws FailureException, InterruptedException {
    Optional<String> change = change(to);
    if (change.isPresent()) {
      patience.until(
          "the change of %s is not on all name servers".formatted(name()),
          LIMIT,
          () ->
              Optional.of(route53.getChange(ask -> ask.id(change.get())).changeInfo())
                  .filter(info -> info.status() == ChangeStatus.INSYNC));
    }
  }

  @Override
  public void leadAtOnce(Set<String> from, Set<String> to) throws UserFailureException {
    change(to);
  }

  /** The id of the change; empty where there is nothing to change. */
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
      if (places().equals(to)) {
        return Optional.empty(); // The answer to a first try was lost: what it deleted is gone.
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

  /** What is led back becomes as it was, its time to live too. */
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
          "%s is %s, which leads elsewhere than to an instance's address.%nRemove that record, or move what it leads to: mirage.switch.targetGroup, or another mirage.switch.record."
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
