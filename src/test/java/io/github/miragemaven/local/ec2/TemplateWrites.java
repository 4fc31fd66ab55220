package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.LaunchTemplate;
import io.github.miragemaven.local.state.LaunchTemplate.Version;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.TestState;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** CreateLaunchTemplate, CreateLaunchTemplateVersion and ModifyLaunchTemplate. */
final class TemplateWrites {

  /** The launch parameters that a template can hold here. */
  private static final List<String> DATA =
      List.of("ImageId", "InstanceType", "KeyName", "KernelId", "UserData", "EbsOptimized");

  private final RegionState state;
  private final InstantSource clock;

  TemplateWrites(RegionContext region) {
    this.state = region.state();
    this.clock = region.clock();
  }

  Consumer<Xml> create(Query query) throws ServiceError, IOException {
    String name = query.required("LaunchTemplateName");
    Version first = version(query, Map.of());
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              if (find(Optional.empty(), Optional.of(name)).isPresent()) {
                throw ServiceError.of(
                    "InvalidLaunchTemplateName.AlreadyExistsException",
                    "Launch template name already in use.");
              }
              String id = RegionState.newId("lt");
              LaunchTemplate template =
                  new LaunchTemplate(id, name, clock.instant(), List.of(first), 1);
              TestState.of(state).launchTemplates().put(id, template);
              return answer ->
                  answer.element("launchTemplate", it -> LaunchTemplates.write(it, template));
            });
  }

  /** Creates a version. The same client token returns the same version. */
  Consumer<Xml> createVersion(Query query) throws ServiceError, IOException {
    Optional<String> id = query.text("LaunchTemplateId");
    Optional<String> name = query.text("LaunchTemplateName");
    Optional<String> source = query.text("SourceVersion");
    return state
        .lock()
        .hold(
            () -> {
              LaunchTemplate template = required(id, name);
              Map<String, String> from =
                  source.isPresent()
                      ? template.version(number(template, source.get())).data()
                      : Map.of();
              Version version = version(query, from);
              query.done();
              Optional<Integer> there = made(template, version.token());
              LaunchTemplate more = there.isPresent() ? template : template.with(version);
              TestState.of(state).launchTemplates().put(more.id(), more);
              LaunchTemplates.Version made =
                  new LaunchTemplates.Version(more, there.orElse(more.latest()));
              return answer -> answer.element("launchTemplateVersion", made::write);
            });
  }

  private static Optional<Integer> made(LaunchTemplate template, Optional<String> token) {
    return IntStream.rangeClosed(1, template.latest())
        .filter(number -> token.isPresent() && template.version(number).token().equals(token))
        .boxed()
        .findFirst();
  }

  private Version version(Query query, Map<String, String> from) throws ServiceError {
    Map<String, String> data = new HashMap<>(from);
    for (String name : DATA) {
      query.text("LaunchTemplateData." + name).ifPresent(value -> data.put(name, value));
    }
    if (data.isEmpty()) {
      throw ServiceError.of(
          "MissingParameter", "The request must contain the parameter LaunchTemplateData");
    }
    return new Version(
        data, query.text("VersionDescription"), query.text("ClientToken"), clock.instant());
  }

  Consumer<Xml> modify(Query query) throws ServiceError, IOException {
    Optional<String> id = query.text("LaunchTemplateId");
    Optional<String> name = query.text("LaunchTemplateName");
    String version = query.required("SetDefaultVersion");
    query.text("ClientToken");
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              LaunchTemplate template = required(id, name);
              LaunchTemplate changed = template.defaulting(number(template, version));
              TestState.of(state).launchTemplates().put(changed.id(), changed);
              return answer ->
                  answer.element("launchTemplate", it -> LaunchTemplates.write(it, changed));
            });
  }

  private static int number(LaunchTemplate template, String version) throws ServiceError {
    return template
        .number(version)
        .orElseThrow(
            () ->
                ServiceError.of(
                    "InvalidLaunchTemplateId.VersionNotFound",
                    "Could not find the specified version %s for the launch template with ID %s."
                        .formatted(version, template.id())));
  }

  private LaunchTemplate required(Optional<String> id, Optional<String> name)
      throws ServiceError, IOException {
    if (id.isPresent() == name.isPresent()) {
      throw ServiceError.of(
          "MissingParameter",
          "The request must contain either the parameter LaunchTemplateId or LaunchTemplateName");
    }
    return find(id, name)
        .orElseThrow(
            () ->
                id.isPresent()
                    ? ServiceError.of(
                        "InvalidLaunchTemplateId.NotFound",
                        "The specified launch template, with template ID %s, does not exist."
                            .formatted(id.get()))
                    : ServiceError.of(
                        "InvalidLaunchTemplateName.NotFoundException",
                        "The specified launch template, with template name %s, does not exist."
                            .formatted(name.get())));
  }

  private Optional<LaunchTemplate> find(Optional<String> id, Optional<String> name)
      throws IOException {
    return TestState.of(state).launchTemplates().all().stream()
        .filter(
            template ->
                id.map(template.id()::equals).orElse(true)
                    && name.map(template.name()::equals).orElse(true))
        .findFirst();
  }
}
