package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.LaunchTemplate;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.TestState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** DescribeLaunchTemplates and DescribeLaunchTemplateVersions. */
final class LaunchTemplates {

  private static final Filters<LaunchTemplate> TEMPLATE_FILTERS =
      new Filters<>(
          Map.of("launch-template-name", template -> List.of(template.name())),
          template -> Map.of());

  /** A version of a launch template. */
  record Version(LaunchTemplate template, int number) {

    private Map<String, String> data() {
      return template.version(number).data();
    }

    private List<String> imageId() {
      return data().containsKey("ImageId") ? List.of(data().get("ImageId")) : List.of();
    }

    private boolean isDefault() {
      return number == template.defaultVersion();
    }

    private boolean isNamed(List<String> names) {
      return names.stream()
          .anyMatch(name -> template.number(name).filter(named -> named == number).isPresent());
    }

    /** Writes its description. */
    void write(Xml xml) {
      xml.text("launchTemplateId", template.id())
          .text("launchTemplateName", template.name())
          .text("versionNumber", number)
          .text("versionDescription", template.version(number).description())
          .text("createTime", template.version(number).created())
          .text("defaultVersion", isDefault())
          .element(
              "launchTemplateData",
              it ->
                  new TreeMap<>(data())
                      .forEach(
                          (name, value) ->
                              it.text(
                                  Character.toLowerCase(name.charAt(0)) + name.substring(1),
                                  value)));
    }
  }

  private static final Filters<Version> VERSION_FILTERS =
      new Filters<>(
          Map.of(
              "image-id",
              Version::imageId,
              "is-default-version",
              version -> List.of(String.valueOf(version.isDefault()))),
          version -> Map.of());

  private final RegionContext region;
  private final RegionState state;

  LaunchTemplates(RegionContext region) {
    this.region = region;
    this.state = region.state();
  }

  Consumer<Xml> describeTemplates(Query query) throws ServiceError, IOException {
    List<String> ids = query.texts("LaunchTemplateId");
    List<String> names = query.texts("LaunchTemplateName");
    Predicate<LaunchTemplate> filters = TEMPLATE_FILTERS.of(query);
    Page.Asked asked = Page.asked(query, region, 1);
    query.done();
    Page<LaunchTemplate> page =
        asked.of(
            TestState.of(state).launchTemplates().all().stream()
                .filter(template -> ids.isEmpty() || ids.contains(template.id()))
                .filter(template -> names.isEmpty() || names.contains(template.name()))
                .filter(filters)
                .toList());
    return answer ->
        answer
            .items("launchTemplates", page.items(), LaunchTemplates::write)
            .text("nextToken", page.nextToken());
  }

  /** Writes the description of a template. */
  static void write(Xml xml, LaunchTemplate template) {
    xml.text("launchTemplateId", template.id())
        .text("launchTemplateName", template.name())
        .text("createTime", template.created())
        .text("defaultVersionNumber", template.defaultVersion())
        .text("latestVersionNumber", template.latest());
  }

  /**
   * Describes versions. Without a template's ID or name, {@code $Latest} and {@code $Default} of
   * all templates are described.
   */
  Consumer<Xml> describeVersions(Query query) throws ServiceError, IOException {
    List<String> ids = query.text("LaunchTemplateId").stream().toList();
    List<String> names = query.text("LaunchTemplateName").stream().toList();
    List<String> numbers = query.texts("LaunchTemplateVersion");
    Predicate<Version> filters = VERSION_FILTERS.of(query);
    Page.Asked asked = Page.asked(query, region, 1);
    if (ids.isEmpty() && names.isEmpty() && numbers.isEmpty()) {
      throw ServiceError.of(
          "MissingParameter",
          "The request must contain the parameter LaunchTemplateId, LaunchTemplateName or"
              + " LaunchTemplateVersion");
    }
    query.done();
    Page<Version> page =
        asked.of(
            TestState.of(state).launchTemplates().all().stream()
                .filter(template -> ids.isEmpty() || ids.contains(template.id()))
                .filter(template -> names.isEmpty() || names.contains(template.name()))
                .flatMap(
                    template ->
                        IntStream.rangeClosed(1, template.latest())
                            .mapToObj(number -> new Version(template, number)))
                .filter(version -> numbers.isEmpty() || version.isNamed(numbers))
                .filter(filters)
                .toList());
    return answer ->
        answer
            .items("launchTemplateVersionSet", page.items(), (item, version) -> version.write(item))
            .text("nextToken", page.nextToken());
  }
}
