package io.github.miragemaven.holdings;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.Outcome;
import io.github.miragemaven.aws.RemovalCommand;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.instance.Instance;
import io.github.miragemaven.instance.Sighting;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a project has, as JSON for other programs. */
public final class StatusFile {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private StatusFile() {}

  /** Writes it. */
  public static void write(Path file, StatusReport report, List<Outcome<Standing>> outcomes)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("project", report.project().key());
    root.put("time", report.now().toString());
    ObjectNode regions = root.putObject("regions");
    for (Outcome<Standing> outcome : outcomes) {
      ObjectNode region = regions.putObject(outcome.region());
      outcome
          .value()
          .ifPresent(
              standing -> {
                holdings(region, standing.holdings(), report);
                ArrayNode instances = region.putArray("instances");
                standing.instances().forEach(one -> instance(instances.addObject(), one));
              });
      outcome.failure().ifPresent(failure -> region.put("failure", failure.getMessage()));
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }

  private static void instance(ObjectNode node, Sighting sighting) {
    Instance instance = sighting.instance();
    node.put("id", instance.id())
        .put("ami", instance.ami())
        .put("type", instance.type())
        .put("state", Words.state(instance.state()))
        .put("launched", instance.launched().toString())
        .put("serving", sighting.serving());
    instance.addresses().visited().ifPresent(address -> node.put("address", address));
    instance.addresses().publicName().ifPresent(name -> node.put("publicName", name));
    sighting.answer().ifPresent(answer -> node.put("site", answer));
    instance.verified().ifPresent(time -> node.put("verified", time.toString()));
    instance.due().ifPresent(time -> node.put("due", time.toString()));
  }

  private static void holdings(ObjectNode region, Holdings holdings, StatusReport report) {
    region.put("account", holdings.account());
    holdings.current().ifPresent(ami -> region.put("current", ami.id()));
    holdings
        .pointer()
        .ifPresent(
            pointer -> {
              ObjectNode parameter = region.putObject("parameter").put("name", pointer.name());
              pointer.ami().ifPresent(ami -> parameter.put("ami", ami));
            });
    ArrayNode amis = region.putArray("amis");
    holdings.amis().forEach(ami -> ami(amis.addObject(), ami, holdings));
    ArrayNode loose = region.putArray("snapshotsOfNoAmi");
    holdings
        .loose()
        .forEach(snapshot -> leftover(loose.addObject(), snapshot, holdings.region(), report));
    double perGib = report.priceIn(holdings.region()).perGib();
    Cost cost = Cost.of(holdings.snapshots(), perGib);
    region
        .putObject("estimate")
        .put("storedBytes", cost.bytes())
        .put("dollarsPerGibMonth", perGib)
        .put("dollarsPerMonth", cost.dollars());
  }

  private static void ami(ObjectNode node, Ami ami, Holdings holdings) {
    node.put("id", ami.id())
        .put("name", ami.name())
        .put("version", ami.tags().getOrDefault(TagKeys.VERSION, ""))
        .put("created", ami.created().toString())
        .put("state", Words.state(ami.state()));
    ArrayNode snapshots = node.putArray("snapshots");
    holdings.snapshots(ami).forEach(snapshot -> snapshot(snapshots.addObject(), snapshot));
  }

  private static void leftover(
      ObjectNode node, StoredSnapshot snapshot, String region, StatusReport report) {
    snapshot(node, snapshot);
    Leftover leftover = Leftover.of(snapshot, report.project());
    if (leftover.isBusy(report.now())) {
      node.put("busyUntil", leftover.busyUntil().toString());
    } else {
      node.put("remove", RemovalCommand.ofSnapshot(region, snapshot.id()));
    }
  }

  private static void snapshot(ObjectNode node, StoredSnapshot snapshot) {
    node.put("id", snapshot.id())
        .put("state", Words.state(snapshot.state()))
        .put("started", snapshot.started().toString())
        .put("bytes", snapshot.bytes())
        .put("volumeGib", snapshot.gib());
  }
}
