package io.github.miragemaven.ami;

import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.incremental.Replacement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the result of a deployment as JSON, for other programs. */
public final class DeploymentFile {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private DeploymentFile() {}

  /** Writes the file. */
  public static void write(
      Path file, Project project, DiskImage image, List<Outcome<Deployed>> outcomes)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("project", project.key());
    root.put("version", project.version());
    root.putObject("image").put("sha256", image.digest().hex()).put("size", image.size());
    ObjectNode regions = root.putObject("regions");
    for (Outcome<Deployed> outcome : outcomes) {
      ObjectNode region = regions.putObject(outcome.region());
      outcome.value().ifPresent(deployed -> deployed(region, deployed));
      outcome.failure().ifPresent(failure -> region.put("failure", failure.getMessage()));
    }
    Replacement.of(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }

  private static void deployed(ObjectNode region, Deployed deployed) {
    region
        .put("account", deployed.account())
        .put("ami", deployed.ami().id())
        .put("name", deployed.ami().name())
        .put("snapshot", deployed.snapshot())
        .put("registered", deployed.ami().created().toString());
  }
}
