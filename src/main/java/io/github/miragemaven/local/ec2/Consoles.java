package io.github.miragemaven.local.ec2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.miragemaven.local.service.Anomaly;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Instance;
import io.github.miragemaven.local.state.Instance.Phase;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * GetConsoleOutput. The output is posted some time after an instance is started, stopped or
 * terminated; only Nitro types provide the latest output (EC2 API Reference).
 */
final class Consoles {

  private static final int MOST_BYTES = 64 * 1024;

  private final RegionContext region;
  private final Instances instances;
  private final InstanceTypes types;

  Consoles(RegionContext region, Instances instances, InstanceTypes types) {
    this.region = region;
    this.instances = instances;
    this.types = types;
  }

  Consumer<Xml> get(Query query) throws ServiceError, IOException {
    String id = query.required("InstanceId");
    boolean latest = query.flag("Latest").orElse(false);
    query.done();
    Instance instance =
        region
            .state()
            .lock()
            .hold(
                () -> {
                  Instance found = instances.find(id);
                  region.state().instances().put(id, found.consolePolled());
                  return found;
                });
    boolean nitro =
        types
            .find(instance.launch().instanceType())
            .filter(type -> type.generation() == InstanceTypes.Generation.NITRO)
            .isPresent();
    if (latest && !nitro) {
      throw ServiceError.of(
          "UnsupportedOperation",
          "This instance type does not support retrieving the latest console logs.");
    }
    boolean started = !instance.is(Phase.PENDING) && !instance.is(Phase.FAILING);
    boolean posted = latest || instance.condition().consolePolls() == 0;
    // The output is read in any case, which switches the machine on.
    String text = started ? region.machines().console(instance) : "";
    return answer -> {
      answer.text("instanceId", id).text("timestamp", region.clock().instant());
      if (posted && !text.isEmpty() && !query.shows(Anomaly.EMPTY_RESULT)) {
        answer.text("output", Base64.getMimeEncoder().encodeToString(last(text)));
      }
    };
  }

  private static byte[] last(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return Arrays.copyOfRange(bytes, Math.max(0, bytes.length - MOST_BYTES), bytes.length);
  }
}
