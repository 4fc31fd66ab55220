package io.github.miragemaven.local.autoscaling;

import io.github.miragemaven.local.service.Anomaly;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.QueryService.Operation;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.LaunchTemplate;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.ScalingGroup;
import io.github.miragemaven.local.state.ScalingGroup.Launch;
import io.github.miragemaven.local.state.ScalingGroup.Template;
import io.github.miragemaven.local.state.TestState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** CreateAutoScalingGroup and DescribeAutoScalingGroups. */
final class Groups {

  private final RegionContext region;
  private final RegionState state;

  Groups(RegionContext region) {
    this.region = region;
    this.state = region.state();
  }

  Consumer<Xml> create(Query query) throws ServiceError, IOException {
    String name = query.required("AutoScalingGroupName");
    int least = query.number("MinSize").orElse(0);
    int most = query.number("MaxSize").orElse(0);
    int size = query.number("DesiredCapacity").orElse(least);
    query.texts("AvailabilityZones.member");
    query.text("VPCZoneIdentifier");
    Optional<Template> template = template(query, "LaunchTemplate");
    Optional<String> configuration = query.text("LaunchConfigurationName");
    Optional<Template> mixed =
        template(
            query.structure("MixedInstancesPolicy").structure("LaunchTemplate"),
            "LaunchTemplateSpecification");
    query.done();
    long ways = Stream.of(template, configuration, mixed).filter(Optional::isPresent).count();
    if (ways != 1) {
      throw invalid(
          "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId"
              + " or MixedInstancesPolicy parameter.");
    }
    if (size < least || size > most) {
      throw invalid(
          "Desired capacity:%d must be between the specified min size:%d and max size:%d"
              .formatted(size, least, most));
    }
    return state
        .lock()
        .hold(
            () -> {
              if (TestState.of(state).scalingGroups().find(name).isPresent()) {
                throw ServiceError.of(
                    "AlreadyExists", "AutoScalingGroup by this name already exists - " + name);
              }
              TestState.of(state)
                  .scalingGroups()
                  .put(
                      name,
                      new ScalingGroup(
                          name, new Launch(template, configuration, mixed), size, List.of()));
              return Operation.DONE;
            });
  }

  /** Returns the version of a launch template that a request names, which must exist. */
  Optional<Template> template(Query query, String name) throws ServiceError, IOException {
    if (!query.has(name)) {
      return Optional.empty();
    }
    Query named = query.structure(name);
    Optional<String> id = named.text("LaunchTemplateId");
    Optional<String> called = named.text("LaunchTemplateName");
    String version = named.text("Version").orElse("$Default");
    LaunchTemplate template =
        TestState.of(state).launchTemplates().all().stream()
            .filter(one -> id.map(one.id()::equals).orElse(true))
            .filter(one -> called.map(one.name()::equals).orElse(true))
            .filter(one -> id.isPresent() || called.isPresent())
            .findFirst()
            .orElseThrow(
                () ->
                    invalid(
                        "You must use a valid fully-formed launch template. The specified launch"
                            + " template does not exist."));
    if (template.number(version).isEmpty()) {
      throw invalid(
          "You must use a valid fully-formed launch template. Could not find launch template"
              + " version "
              + version);
    }
    return Optional.of(new Template(template.id(), template.name(), version));
  }

  Consumer<Xml> describe(Query query) throws ServiceError, IOException {
    List<String> names = query.texts("AutoScalingGroupNames.member");
    boolean none = query.shows(Anomaly.EMPTY_RESULT);
    query.done();
    List<ScalingGroup> shown =
        state.lock().hold(() -> TestState.of(state).scalingGroups().all()).stream()
            .filter(group -> !none && (names.isEmpty() || names.contains(group.name())))
            .toList();
    return result -> result.members("AutoScalingGroups", shown, this::write);
  }

  private void write(Xml xml, ScalingGroup group) {
    xml.text("AutoScalingGroupName", group.name())
        .text(
            "AutoScalingGroupARN",
            "arn:aws:autoscaling:%s:%s:autoScalingGroup:1:autoScalingGroupName/%s"
                .formatted(region.name(), RegionState.ACCOUNT, group.name()))
        .text("MinSize", 0)
        .text("MaxSize", group.size())
        .text("DesiredCapacity", group.size())
        .text("LaunchConfigurationName", group.launch().configuration());
    group
        .launch()
        .template()
        .ifPresent(template -> xml.element("LaunchTemplate", it -> write(it, template)));
    group
        .launch()
        .mixed()
        .ifPresent(
            template ->
                xml.element(
                    "MixedInstancesPolicy",
                    policy ->
                        policy.element(
                            "LaunchTemplate",
                            launch ->
                                launch.element(
                                    "LaunchTemplateSpecification", it -> write(it, template)))));
  }

  /** Writes the description of a version of a launch template. */
  static void write(Xml xml, Template template) {
    xml.text("LaunchTemplateId", template.id())
        .text("LaunchTemplateName", template.name())
        .text("Version", template.version());
  }

  /** Returns the group with a name. Called under the lock. */
  ScalingGroup find(String name) throws ServiceError, IOException {
    return TestState.of(state).scalingGroups().find(name).orElseThrow(() -> notFound(name));
  }

  static ServiceError notFound(String name) {
    return invalid("AutoScalingGroup name not found - AutoScalingGroup '" + name + "' not found");
  }

  static ServiceError invalid(String message) {
    return ServiceError.of("ValidationError", message);
  }
}
