package io.github.miragemaven.local.route53;

import io.github.miragemaven.local.service.Call;
import io.github.miragemaven.local.service.Element;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.GlobalState;
import io.github.miragemaven.local.state.HostedZone;
import io.github.miragemaven.local.state.HostedZone.RecordSet;
import io.github.miragemaven.local.state.NameChange;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** ListResourceRecordSets, ChangeResourceRecordSets and GetChange. */
final class RecordSets {

  private static final int MAX_ITEMS = 300;

  private static final Comparator<RecordSet> ORDER =
      Comparator.comparing(RecordSet::name, HostedZone.BY_LABELS).thenComparing(RecordSet::type);

  private final GlobalState state;
  private final HostedZones zones;
  private final InstantSource clock;
  private final int polls;

  RecordSets(GlobalState state, HostedZones zones, InstantSource clock, int polls) {
    this.state = state;
    this.zones = zones;
    this.clock = clock;
    this.polls = polls;
  }

  /** Lists records from a name and a type on. */
  Consumer<Xml> list(Call call, String zoneId) throws ServiceError, IOException {
    Query query = Query.of(call.request().query());
    Optional<String> name = query.text("name").map(HostedZones::absolute);
    Optional<String> type = query.text("type");
    int limit = query.number("maxitems").orElse(MAX_ITEMS);
    query.done();
    if (type.isPresent() && name.isEmpty()) {
      throw ServiceError.of("InvalidInput", "You must specify a name if you specify a type");
    }
    RecordSet from =
        new RecordSet(
            name.orElse(""), type.orElse(""), Optional.empty(), List.of(), Optional.empty());
    HostedZone zone = state.lock().hold(() -> zones.find(zoneId));
    List<RecordSet> records =
        zone.records().stream()
            .filter(record -> name.isEmpty() || ORDER.compare(record, from) >= 0)
            .toList();
    List<RecordSet> page = records.subList(0, Math.min(limit, records.size()));
    return answer -> {
      answer.list("ResourceRecordSets", "ResourceRecordSet", page, RecordSets::write);
      answer.text("IsTruncated", page.size() < records.size());
      if (page.size() < records.size()) {
        RecordSet next = records.get(page.size());
        answer.text("NextRecordName", next.name()).text("NextRecordType", next.type());
      }
      answer.text("MaxItems", limit);
    };
  }

  private static void write(Xml xml, RecordSet record) {
    xml.text("Name", record.name()).text("Type", record.type()).text("TTL", record.ttl());
    if (!record.values().isEmpty()) {
      xml.list(
          "ResourceRecords",
          "ResourceRecord",
          record.values(),
          (each, value) -> each.text("Value", value));
    }
    record
        .alias()
        .ifPresent(
            alias ->
                xml.element(
                    "AliasTarget",
                    it ->
                        it.text("HostedZoneId", alias.zoneId())
                            .text("DNSName", alias.dnsName())
                            .text("EvaluateTargetHealth", false)));
  }

  /** Applies all changes of a batch, or none. */
  Consumer<Xml> change(Call call, String zoneId) throws ServiceError, IOException {
    Element request =
        Element.root(
            call.request().body().text(), "ChangeResourceRecordSetsRequest", "InvalidInput");
    List<Element> changes = request.required("ChangeBatch").required("Changes").all("Change");
    return state
        .lock()
        .hold(
            () -> {
              HostedZone zone = zones.find(zoneId);
              HostedZone changed = new ChangeBatch(changes).on(zone);
              NameChange change = new NameChange(HostedZones.newId("C"), clock.instant(), polls);
              state.zones().put(changed.id(), changed);
              state.changes().put(change.id(), change);
              return answer -> answer.element("ChangeInfo", it -> write(it, change));
            });
  }

  Consumer<Xml> getChange(Call call, String id) throws ServiceError, IOException {
    return state
        .lock()
        .hold(
            () -> {
              NameChange change =
                  state
                      .changes()
                      .find(id.replaceAll("[^A-Z0-9]", "-"))
                      .orElseThrow(
                          () ->
                              ServiceError.of(
                                  404, "NoSuchChange", "Could not find resource with ID: " + id));
              state.changes().put(change.id(), change.polled());
              return answer -> answer.element("ChangeInfo", it -> write(it, change));
            });
  }

  private static void write(Xml xml, NameChange change) {
    xml.text("Id", "/change/" + change.id())
        .text("Status", change.pollsLeft() > 0 ? "PENDING" : "INSYNC")
        .text("SubmittedAt", change.submitted());
  }
}
