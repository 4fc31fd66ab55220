package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.failure.UserFailureException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;

/**
 * The hosted zone of a record: the configured one, or else the public zone with the longest suffix
 * of the name.
 */
final class Zone {

  /** An existing zone. */
  private record Found(String id, boolean isPrivate) {}

  /** The page size. Several zones of the same name are rare and must be chosen by ID. */
  private static final String LISTED = "10";

  private final Route53Client route53;
  private final PublicName.DnsName record;
  private Optional<Found> found = Optional.empty();

  Zone(Route53Client route53, PublicName.DnsName record) {
    this.route53 = route53;
    this.record = record;
  }

  /** Returns the ID. */
  String id() throws UserFailureException {
    return found().id();
  }

  /** Returns whether the zone is private. */
  boolean isPrivate() throws UserFailureException {
    return found().isPrivate();
  }

  private Found found() throws UserFailureException {
    if (found.isEmpty()) {
      found = Optional.of(find());
    }
    return found.get();
  }

  private Found find() throws UserFailureException {
    String zone = record.zone().orElse("");
    if (record.zoneId().isPresent()) {
      return described(zone);
    }
    List<String> names =
        zone.isEmpty()
            ? Stream.iterate(
                    record.name(),
                    name -> name.contains("."),
                    name -> name.substring(name.indexOf('.') + 1))
                .toList()
            : List.of(zone.toLowerCase(Locale.ROOT).replaceAll("\\.$", ""));
    for (String name : names) {
      Optional<Found> named = named(name);
      if (named.isPresent()) {
        return named.get();
      }
    }
    throw new UserFailureException(
        "mirage.switch.record is \"%s\", and the account has no public hosted zone %s.%nSet mirage.switch.zone to the zone's id (-Dmirage.switch.zone=Z...); aws route53 list-hosted-zones-by-name lists them."
            .formatted(record.name(), zone.isEmpty() ? "for it" : "\"" + zone + "\""));
  }

  private static Found found(HostedZone zone) {
    return new Found(
        zone.id().substring(zone.id().lastIndexOf('/') + 1),
        Boolean.TRUE.equals(zone.config().privateZone()));
  }

  private Found described(String id) throws UserFailureException {
    try {
      return found(route53.getHostedZone(ask -> ask.id(id)).hostedZone());
    } catch (NoSuchHostedZoneException e) {
      throw new UserFailureException(
          "mirage.switch.zone is \"%s\", and the account has no such hosted zone.%naws route53 list-hosted-zones lists them."
              .formatted(id),
          e);
    }
  }

  /** Finds a public zone. A private zone must be set by its ID. */
  private Optional<Found> named(String name) {
    return route53
        .listHostedZonesByName(ask -> ask.dnsName(name).maxItems(LISTED))
        .hostedZones()
        .stream()
        .filter(zone -> zone.name().equals(name + "."))
        .filter(zone -> !Boolean.TRUE.equals(zone.config().privateZone()))
        .map(Zone::found)
        .findFirst();
  }
}
