package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.Refusal;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.LaunchTemplate;
import io.github.miragemaven.local.state.RegionState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** DescribeLaunchTemplates and DescribeLaunchTemplateVersions. */
final class LaunchTemplates {

  private static final Filters<LaunchTemplate> TEMPLATE_FILTERS =
      new Filters<>(
          Map.of("launch-template-name", template -> List.of(template.name())),
          template -> Map.of());

  /** One version of a launch template. */
  private record Version(LaunchTemplate template, int number) {

    String imageId() {
      return template.imageIds().get(number - 1);
    }

    boolean isLast() {
      return number == template.imageIds().size();
    }

    boolean isNamed(List<String> names) {
      return names.contains(Integer.toString(number))
          || (isLast() && (names.contains("$Latest") || names.contains("$Default")));
    }
  }

  private static final Filters<Version> VERSION_FILTERS =
      new Filters<>(
          Map.of(
              "image-id", version -> List.of(version.imageId()),
              "is-default-version", version -> List.of(String.valueOf(version.isLast()))),
          version -> Map.of());

  private final RegionContext region;
  private final RegionState state;

  LaunchTemplates(RegionContext region) {
    this.region = region;
    this.state = region.state();
  }

  Consumer<Xml> describeTemplates(Query query) throws Refusal, IOException {
    List<String> ids = query.texts("LaunchTemplateId");
    List<String> names = query.texts("LaunchTemplateName");
    Predicate<LaunchTemplate> filters = TEMPLATE_FILTERS.of(query);
    Page.Asked asked = Page.asked(query, region, 1);
    query.done();
    Page<LaunchTemplate> page =
        asked.of(
            state.launchTemplates().all().stream()
                .filter(template -> ids.isEmpty() || ids.contains(template.id()))
                .filter(template -> names.isEmpty() || names.contains(template.name()))
                .filter(filters)
                .toList());
    return answer ->
        answer
            .items(
                "launchTemplates",
                page.items(),
                (item, template) ->
                    item.text("launchTemplateId", template.id())
                        .text("launchTemplateName", template.name())
                        .text("createTime", template.created())
                        .text("defaultVersionNumber", template.imageIds().size())
                        .text("latestVersionNumber", template.imageIds().size()))
            .text("nextToken", page.nextToken());
  }

  /** Without a template's id or name, {@code $Latest} and {@code $Default} of all are described. */
  Consumer<Xml> describeVersions(Query query) throws Refusal, IOException {
    List<String> ids = query.text("LaunchTemplateId").stream().toList();
    List<String> names = query.text("LaunchTemplateName").stream().toList();
    List<String> numbers = query.texts("LaunchTemplateVersion");
    Predicate<Version> filters = VERSION_FILTERS.of(query);
    Page.Asked asked = Page.asked(query, region, 1);
    if (ids.isEmpty() && names.isEmpty() && numbers.isEmpty()) {
      throw Refusal.of(
          "MissingParameter",
          "The request must contain the parameter LaunchTemplateId, LaunchTemplateName or"
              + " LaunchTemplateVersion");
    }
    query.done();
    Page<Version> page =
        asked.of(
            state.launchTemplates().all().stream()
                .filter(template -> ids.isEmpty() || ids.contains(template.id()))
                .filter(template -> names.isEmpty() || names.contains(template.name()))
                .flatMap(
                    template ->
                        IntStream.rangeClosed(1, template.imageIds().size())
                            .mapToObj(number -> new Version(template, number)))
                .filter(version -> numbers.isEmpty() || version.isNamed(numbers))
                .filter(filters)
                .toList());
    return answer ->
        answer
            .items(
                "launchTemplateVersionSet",
                page.items(),
                (item, version) ->
                    item.text("launchTemplateId", version.template().id())
                        .text("launchTemplateName", version.template().name())
                        .text("versionNumber", version.number())
                        .text("createTime", version.template().created())
                        .text("defaultVersion", version.isLast())
                        .element(
                            "launchTemplateData", data -> data.text("imageId", version.imageId())))
            .text("nextToken", page.nextToken());
  }
}
