package io.github.miragemaven.local.elb;

import io.github.miragemaven.local.service.Anomaly;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.TargetGroup;
import io.github.miragemaven.local.state.TestState;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** CreateTargetGroup and DescribeTargetGroups. */
final class TargetGroups {

  private static final Set<String> PROTOCOLS = Set.of("HTTP", "HTTPS", "TCP", "TLS");

  private final RegionContext region;
  private final RegionState state;

  TargetGroups(RegionContext region) {
    this.region = region;
    this.state = region.state();
  }

  Consumer<Xml> create(Query query) throws ServiceError, IOException {
    String name = query.required("Name");
    String protocol = query.required("Protocol");
    int port = query.number("Port").orElse(0);
    String vpc = query.required("VpcId");
    String type = query.text("TargetType").orElse("instance");
    query.done();
    if (!name.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?")) {
      throw invalid(
          "Target group name '"
              + name
              + "' cannot be longer than 32 characters, and"
              + " has alphanumeric characters and hyphens");
    }
    if (!PROTOCOLS.contains(protocol) || !Set.of("instance", "ip").contains(type) || port < 1) {
      throw invalid("A target group has a protocol of " + PROTOCOLS + ", a port and a type");
    }
    if (!vpc.equals(state.vpc().id())) {
      throw invalid("The VPC ID '" + vpc + "' is not found");
    }
    return state
        .lock()
        .hold(
            () -> {
              if (TestState.of(state).targetGroups().find(name).isPresent()) {
                throw ServiceError.of(
                    "DuplicateTargetGroupName",
                    "A target group with the same name '"
                        + name
                        + "' exists, but with different settings");
              }
              TargetGroup group =
                  new TargetGroup(name, arn(name), protocol, port, vpc, type, List.of());
              TestState.of(state).targetGroups().put(name, group);
              return result -> result.members("TargetGroups", List.of(group), TargetGroups::write);
            });
  }

  private String arn(String name) {
    return "arn:aws:elasticloadbalancing:%s:%s:targetgroup/%s/%s"
        .formatted(
            region.name(),
            RegionState.ACCOUNT,
            name,
            RegionState.newId("tg").substring("tg-0".length()));
  }

  Consumer<Xml> describe(Query query) throws ServiceError, IOException {
    List<String> arns = query.texts("TargetGroupArns.member");
    List<String> names = query.texts("Names.member");
    boolean none = query.shows(Anomaly.EMPTY_RESULT);
    query.done();
    List<TargetGroup> all = state.lock().hold(() -> TestState.of(state).targetGroups().all());
    List<TargetGroup> shown =
        all.stream()
            .filter(group -> arns.isEmpty() || arns.contains(group.arn()))
            .filter(group -> names.isEmpty() || names.contains(group.name()))
            .toList();
    boolean missing =
        Stream.concat(arns.stream(), names.stream())
            .anyMatch(
                asked ->
                    shown.stream()
                        .noneMatch(
                            group -> group.arn().equals(asked) || group.name().equals(asked)));
    if (missing || none) {
      throw notFound();
    }
    return result -> result.members("TargetGroups", shown, TargetGroups::write);
  }

  private static void write(Xml xml, TargetGroup group) {
    xml.text("TargetGroupArn", group.arn())
        .text("TargetGroupName", group.name())
        .text("Protocol", group.protocol())
        .text("Port", group.port())
        .text("VpcId", group.vpcId())
        .text("TargetType", group.type());
  }

  static ServiceError notFound() {
    return ServiceError.of("TargetGroupNotFound", "One or more target groups not found");
  }

  private static ServiceError invalid(String message) {
    return ServiceError.of("ValidationError", message);
  }
}
