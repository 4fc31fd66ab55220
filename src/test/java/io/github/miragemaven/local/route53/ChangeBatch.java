package io.github.miragemaven.local.route53;

import io.github.miragemaven.local.service.Element;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.HostedZone;
import io.github.miragemaven.local.state.HostedZone.Alias;
import io.github.miragemaven.local.state.HostedZone.RecordSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The changes of one request.
 *
 * @param changes the elements of the changes
 */
record ChangeBatch(List<Element> changes) {

  private static final long MAX_TTL = 2_147_483_647L;
  private static final Map<String, Pattern> VALUES =
      Map.of(
          "A", Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}"),
          "AAAA", Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*"),
          "CNAME", Pattern.compile("[^\\s]+"),
          "TXT", Pattern.compile("\".*\""));

  /** Returns the zone after the changes. */
  HostedZone on(HostedZone zone) throws ServiceError {
    if (changes.isEmpty()) {
      throw ServiceError.of("InvalidInput", "Changes must have at least one member");
    }
    HostedZone changed = zone;
    for (Element change : changes) {
      changed =
          on(
              changed,
              change.required("Action").text(),
              record(zone, change.required("ResourceRecordSet")));
    }
    return changed;
  }

  private static HostedZone on(HostedZone zone, String action, RecordSet record)
      throws ServiceError {
    Optional<RecordSet> there = zone.find(record);
    switch (action) {
      case "CREATE" -> {
        if (there.isPresent()) {
          throw invalid("Tried to create resource record set %s but it already exists", record);
        }
        requireNoConflict(zone, record);
      }
      case "UPSERT" -> requireNoConflict(zone, record);
      case "DELETE" -> {
        if (there.isEmpty()) {
          throw invalid("Tried to delete resource record set %s but it was not found", record);
        }
        if (!there.get().equals(record)) {
          throw invalid(
              "Tried to delete resource record set %s but the values provided do not match the"
                  + " current values",
              record);
        }
        return zone.without(record);
      }
      default -> throw ServiceError.of("InvalidInput", "Invalid action: " + action);
    }
    return zone.with(record);
  }

  private static void requireNoConflict(HostedZone zone, RecordSet record) throws ServiceError {
    boolean conflict =
        zone.records().stream()
            .filter(other -> other.name().equals(record.name()))
            .anyMatch(other -> other.type().equals("CNAME") != record.type().equals("CNAME"));
    if (conflict) {
      throw invalid(
          "RRSet of type "
              + record.type()
              + " is not permitted because a conflicting RRSet with the same DNS name already"
              + " exists: %s",
          record);
    }
  }

  private static RecordSet record(HostedZone zone, Element element) throws ServiceError {
    String name = HostedZones.absolute(element.required("Name").text());
    String type = element.required("Type").text();
    if (!name.equals(zone.name()) && !name.endsWith("." + zone.name())) {
      throw ServiceError.of(
          "InvalidChangeBatch",
          "[RRSet with DNS name %s is not permitted in zone %s]".formatted(name, zone.name()));
    }
    Optional<Element> alias = element.element("AliasTarget");
    List<String> values = new ArrayList<>();
    for (Element value :
        element
            .element("ResourceRecords")
            .map(records -> records.all("ResourceRecord"))
            .orElse(List.of())) {
      values.add(value.required("Value").text());
    }
    RecordSet record =
        new RecordSet(
            name,
            type,
            ttl(element),
            values,
            alias.isPresent() ? Optional.of(alias(alias.get())) : Optional.empty());
    requireValid(record);
    return record;
  }

  private static Alias alias(Element element) throws ServiceError {
    return new Alias(element.required("HostedZoneId").text(), element.required("DNSName").text());
  }

  private static Optional<Long> ttl(Element element) throws ServiceError {
    try {
      return element.element("TTL").map(Element::text).map(Long::valueOf);
    } catch (NumberFormatException e) {
      throw ServiceError.of("InvalidInput", "Invalid XML: the TTL is no number");
    }
  }

  private static void requireValid(RecordSet record) throws ServiceError {
    boolean plain = record.ttl().isPresent() && !record.values().isEmpty();
    if (plain == record.alias().isPresent()) {
      throw ServiceError.of(
          "InvalidInput",
          "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and"
              + " ResourceRecords], or TrafficPolicyInstanceId], but found none or more in Change"
              + " with [Name=%s, Type=%s]".formatted(record.name(), record.type()));
    }
    if (record.ttl().filter(ttl -> ttl < 0 || ttl > MAX_TTL).isPresent()) {
      throw ServiceError.of("InvalidInput", "TTL must be from 0 to " + MAX_TTL);
    }
    Pattern form = VALUES.get(record.type());
    if (form == null) {
      throw ServiceError.of(
          "InvalidInput", "Only types of " + VALUES.keySet() + " are served here");
    }
    for (String value : record.values()) {
      if (!form.matcher(value).matches()) {
        throw invalid("Invalid Resource Record: the value is not valid in %s", record);
      }
    }
  }

  private static ServiceError invalid(String message, RecordSet record) {
    String named = "[name='%s', type='%s']".formatted(record.name(), record.type());
    return ServiceError.of("InvalidChangeBatch", "[" + message.formatted(named) + "]");
  }
}
