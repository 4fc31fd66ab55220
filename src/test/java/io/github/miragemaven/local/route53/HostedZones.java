package io.github.miragemaven.local.route53;

import io.github.miragemaven.local.service.Call;
import io.github.miragemaven.local.service.Element;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.GlobalState;
import io.github.miragemaven.local.state.HostedZone;
import io.github.miragemaven.local.state.HostedZone.RecordSet;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** CreateHostedZone, GetHostedZone and ListHostedZonesByName. */
final class HostedZones {

  private static final int MAX_ITEMS = 100;
  private static final String SERVER = "ns-1.example.net.";

  private final GlobalState state;
  private final InstantSource clock;

  HostedZones(GlobalState state, InstantSource clock) {
    this.state = state;
    this.clock = clock;
  }

  /** Creates a zone, which starts with the records of its name servers. */
  Consumer<Xml> create(Call call, String none) throws ServiceError, IOException {
    Element request =
        Element.root(call.request().body().text(), "CreateHostedZoneRequest", "InvalidInput");
    String name = absolute(request.required("Name").text());
    String reference = request.required("CallerReference").text();
    boolean isPrivate = request.element("VPC").isPresent();
    HostedZone zone =
        new HostedZone(
            newId("Z"),
            name,
            reference,
            isPrivate,
            List.of(
                new RecordSet(name, "NS", Optional.of(172_800L), List.of(SERVER), Optional.empty()),
                new RecordSet(
                    name,
                    "SOA",
                    Optional.of(900L),
                    List.of(SERVER + " hostmaster.example.net. 1 7200 900 1209600 86400"),
                    Optional.empty())));
    return state
        .lock()
        .hold(
            () -> {
              boolean again =
                  state.zones().all().stream().anyMatch(one -> one.reference().equals(reference));
              if (again) {
                throw ServiceError.of(
                    409,
                    "HostedZoneAlreadyExists",
                    "A hosted zone has already been created with the specified caller reference.");
              }
              state.zones().put(zone.id(), zone);
              return answer ->
                  answer
                      .element("HostedZone", it -> write(it, zone))
                      .element(
                          "ChangeInfo",
                          it ->
                              it.text("Id", "/change/" + newId("C"))
                                  .text("Status", "INSYNC")
                                  .text("SubmittedAt", clock.instant()))
                      .element(
                          "DelegationSet",
                          set ->
                              set.list(
                                  "NameServers",
                                  "NameServer",
                                  List.of(SERVER),
                                  (each, server) -> each.text("Name", server)));
            });
  }

  Consumer<Xml> get(Call call, String id) throws ServiceError, IOException {
    HostedZone zone = state.lock().hold(() -> find(id));
    return answer -> answer.element("HostedZone", it -> write(it, zone));
  }

  /** Lists zones from a name on, in the order of labels from the right. */
  Consumer<Xml> list(Call call, String none) throws ServiceError, IOException {
    Query query = Query.of(call.request().query());
    Optional<String> from = query.text("dnsname").map(HostedZones::absolute);
    int limit = query.number("maxitems").orElse(MAX_ITEMS);
    query.done();
    List<HostedZone> zones =
        state.lock().hold(() -> state.zones().all()).stream()
            .sorted(Comparator.comparing(HostedZone::name, HostedZone.BY_LABELS))
            .filter(
                zone ->
                    from.isEmpty() || HostedZone.BY_LABELS.compare(zone.name(), from.get()) >= 0)
            .toList();
    List<HostedZone> page = zones.subList(0, Math.min(limit, zones.size()));
    return answer -> {
      answer.list("HostedZones", "HostedZone", page, HostedZones::write);
      answer.text("DNSName", from);
      answer.text("IsTruncated", page.size() < zones.size());
      if (page.size() < zones.size()) {
        HostedZone next = zones.get(page.size());
        answer.text("NextDNSName", next.name()).text("NextHostedZoneId", next.id());
      }
      answer.text("MaxItems", limit);
    };
  }

  private static void write(Xml xml, HostedZone zone) {
    xml.text("Id", "/hostedzone/" + zone.id())
        .text("Name", zone.name())
        .text("CallerReference", zone.reference())
        .element("Config", config -> config.text("PrivateZone", zone.isPrivate()))
        .text("ResourceRecordSetCount", zone.records().size());
  }

  /** Returns the zone with an ID. Called under the lock. */
  HostedZone find(String id) throws ServiceError, IOException {
    return state.zones().find(id.replaceAll("[^A-Z0-9]", "-")).orElseThrow(() -> notFound(id));
  }

  static ServiceError notFound(String id) {
    return ServiceError.of(404, "NoSuchHostedZone", "No hosted zone found with ID: " + id);
  }

  /** Normalizes a name: case is ignored, and a trailing dot is optional. */
  static String absolute(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower : lower + ".";
  }

  static String newId(String kind) {
    return kind
        + UUID.randomUUID().toString().replace("-", "").substring(0, 20).toUpperCase(Locale.ROOT);
  }
}
