package io.github.miragemaven.instance;

import io.github.miragemaven.incremental.Replacement;
import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the result of a launch as JSON for other programs. */
public final class InstanceFile {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private InstanceFile() {}

  /** Writes the file. */
  public static void write(Path file, LaunchResult launched) throws IOException {
    Instance instance = launched.instance();
    ObjectNode root = JSON.createObjectNode();
    root.put("region", launched.region())
        .put("instance", instance.id())
        .put("ami", instance.spec().ami())
        .put("type", instance.spec().type())
        .put("zone", instance.network().zone())
        .put("subnet", instance.network().subnet())
        .put("launched", instance.launched().toString())
        .put("address", launched.address());
    Instance.Addresses addresses = instance.addresses();
    addresses.publicName().ifPresent(name -> root.put("publicName", name));
    addresses.publicIp().ifPresent(ip -> root.put("publicIp", ip));
    addresses.privateIp().ifPresent(ip -> root.put("privateIp", ip));
    addresses.ipv6().ifPresent(ip -> root.put("ipv6", ip));
    instance.network().groups().forEach(root.putArray("securityGroups")::add);
    Replacement.of(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }
}
