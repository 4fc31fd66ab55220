package io.github.miragemaven.resources;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.Outcome;
import io.github.miragemaven.aws.RemovalCommand;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.incremental.Replacement;
import io.github.miragemaven.instance.Instance;
import io.github.miragemaven.instance.InstanceStatus;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the status of a project as JSON, for other programs. */
public final class StatusFile {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private StatusFile() {}

  /** Writes the file. */
  public static void write(Path file, StatusReport report, List<Outcome<RegionStatus>> outcomes)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("project", report.project().key());
    root.put("time", report.now().toString());
    ObjectNode regions = root.putObject("regions");
    for (Outcome<RegionStatus> outcome : outcomes) {
      ObjectNode region = regions.putObject(outcome.region());
      outcome
          .value()
          .ifPresent(
              status -> {
                resources(region, status.resources(), report);
                ArrayNode instances = region.putArray("instances");
                status.instances().forEach(one -> instance(instances.addObject(), one));
              });
      outcome.failure().ifPresent(failure -> region.put("failure", failure.getMessage()));
    }
    Replacement.of(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }

  private static void instance(ObjectNode node, InstanceStatus status) {
    Instance instance = status.instance();
    node.put("id", instance.id())
        .put("ami", instance.spec().ami())
        .put("type", instance.spec().type())
        .put("state", Formats.state(instance.state()))
        .put("launched", instance.launched().toString())
        .put("serving", status.serving());
    instance.address().ifPresent(address -> node.put("address", address));
    instance.addresses().publicName().ifPresent(name -> node.put("publicName", name));
    status.answer().ifPresent(answer -> node.put("site", answer));
    instance.verified().ifPresent(time -> node.put("verified", time.toString()));
    instance.due().ifPresent(time -> node.put("due", time.toString()));
  }

  private static void resources(
      ObjectNode region, ProjectResources resources, StatusReport report) {
    region.put("account", resources.account());
    resources.current().ifPresent(ami -> region.put("current", ami.id()));
    resources
        .pointer()
        .ifPresent(
            pointer -> {
              ObjectNode parameter = region.putObject("parameter").put("name", pointer.name());
              pointer.ami().ifPresent(ami -> parameter.put("ami", ami));
            });
    ArrayNode amis = region.putArray("amis");
    resources.amis().forEach(ami -> ami(amis.addObject(), ami, resources));
    ArrayNode orphaned = region.putArray("snapshotsOfNoAmi");
    resources
        .orphaned()
        .forEach(snapshot -> orphan(orphaned.addObject(), snapshot, resources.region(), report));
    double perGib = report.priceIn(resources.region()).perGib();
    Cost cost = Cost.of(resources.snapshots(), perGib);
    region
        .putObject("estimate")
        .put("storedBytes", cost.bytes())
        .put("dollarsPerGibMonth", perGib)
        .put("dollarsPerMonth", cost.dollars());
  }

  private static void ami(ObjectNode node, Ami ami, ProjectResources resources) {
    node.put("id", ami.id())
        .put("name", ami.name())
        .put("version", ami.tags().getOrDefault(TagKeys.VERSION, ""))
        .put("created", ami.created().toString())
        .put("state", Formats.state(ami.state()));
    ArrayNode snapshots = node.putArray("snapshots");
    resources.snapshots(ami).forEach(snapshot -> snapshot(snapshots.addObject(), snapshot));
  }

  private static void orphan(
      ObjectNode node, StoredSnapshot snapshot, String region, StatusReport report) {
    snapshot(node, snapshot);
    OrphanedSnapshot orphan = OrphanedSnapshot.of(snapshot, report.project());
    if (orphan.isBusy(report.now())) {
      node.put("busyUntil", orphan.busyUntil().toString());
    } else {
      node.put("remove", RemovalCommand.ofSnapshot(region, snapshot.id()));
    }
  }

  private static void snapshot(ObjectNode node, StoredSnapshot snapshot) {
    node.put("id", snapshot.id())
        .put("state", Formats.state(snapshot.state()))
        .put("started", snapshot.started().toString())
        .put("bytes", snapshot.bytes())
        .put("volumeGib", snapshot.gib());
  }
}
