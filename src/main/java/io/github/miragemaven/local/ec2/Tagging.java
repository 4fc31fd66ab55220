package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.Refusal;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Image;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** CreateTags, DeleteTags and DescribeTags, for snapshots and images. */
final class Tagging {

  private static final int MIN_RESULTS = 5;

  /** A tag and what has it. */
  private record Tagged(String resourceId, String resourceType, String key, String value) {}

  private static final Filters<Tagged> FILTERS =
      new Filters<>(
          Map.of(
              "key", tagged -> List.of(tagged.key()),
              "value", tagged -> List.of(tagged.value()),
              "resource-id", tagged -> List.of(tagged.resourceId()),
              "resource-type", tagged -> List.of(tagged.resourceType())),
          tagged -> Map.of(tagged.key(), tagged.value()));

  private final RegionContext region;
  private final RegionState state;
  private final Snapshots snapshots;
  private final Registrations registrations;

  Tagging(RegionContext region, Snapshots snapshots, Registrations registrations) {
    this.region = region;
    this.state = region.state();
    this.snapshots = snapshots;
    this.registrations = registrations;
  }

  Consumer<Xml> create(Query query) throws Refusal, IOException {
    List<String> resources = resources(query);
    Map<String, String> added = TagSpecifications.tags(query);
    if (added.isEmpty()) {
      throw Refusal.of("MissingParameter", "The request must contain the parameter Tag");
    }
    query.done();
    return retag(
        resources,
        tags -> {
          tags.putAll(added);
          return tags;
        });
  }

  Consumer<Xml> delete(Query query) throws Refusal, IOException {
    List<String> resources = resources(query);
    Map<String, Optional<String>> named = new LinkedHashMap<>();
    for (Query tag : query.structures("Tag")) {
      named.put(tag.required("Key"), tag.text("Value"));
    }
    query.done();
    return retag(
        resources,
        tags -> {
          tags.entrySet().removeIf(tag -> named.isEmpty() || isNamed(tag, named));
          return tags;
        });
  }

  /** A tag is named by its key, and by its value too where one is given. */
  private static boolean isNamed(
      Map.Entry<String, String> tag, Map<String, Optional<String>> named) {
    Optional<String> value = named.get(tag.getKey());
    return value != null && (value.isEmpty() || value.get().equals(tag.getValue()));
  }

  private static List<String> resources(Query query) throws Refusal {
    List<String> resources = query.texts("ResourceId");
    if (resources.isEmpty()) {
      throw Refusal.of("MissingParameter", "The request must contain the parameter ResourceId");
    }
    return resources;
  }

  /** Changes the tags of all resources, or of none. */
  private Consumer<Xml> retag(List<String> ids, UnaryOperator<Map<String, String>> change)
      throws Refusal, IOException {
    return state
        .lock()
        .hold(
            () -> {
              List<Snapshot> taggedSnapshots = new ArrayList<>();
              List<Image> taggedImages = new ArrayList<>();
              for (String id : ids) {
                if (id.startsWith("snap-")) {
                  Snapshot snapshot = snapshots.find(id);
                  taggedSnapshots.add(snapshot.tagged(changed(snapshot.tags(), change)));
                } else if (id.startsWith("ami-")) {
                  Image image = registrations.find(id);
                  taggedImages.add(image.tagged(changed(image.tags(), change)));
                } else {
                  throw Refusal.of("InvalidID", "The ID '" + id + "' is not valid");
                }
              }
              for (Snapshot snapshot : taggedSnapshots) {
                state.snapshots().put(snapshot.id(), snapshot);
              }
              for (Image image : taggedImages) {
                state.images().put(image.id(), image);
              }
              return Ec2Operation.DONE;
            });
  }

  private static Map<String, String> changed(
      Map<String, String> tags, UnaryOperator<Map<String, String>> change) throws Refusal {
    Map<String, String> changed = change.apply(new LinkedHashMap<>(tags));
    TagSpecifications.checkCount(changed);
    return changed;
  }

  Consumer<Xml> describe(Query query) throws Refusal, IOException {
    Predicate<Tagged> filters = FILTERS.of(query);
    Page.Asked asked = Page.asked(query, region, MIN_RESULTS);
    query.done();
    List<Tagged> all = state.lock().hold(this::all);
    Page<Tagged> page = asked.of(all.stream().filter(filters).toList());
    return answer ->
        answer
            .items(
                "tagSet",
                page.items(),
                (item, tagged) ->
                    item.text("resourceId", tagged.resourceId())
                        .text("resourceType", tagged.resourceType())
                        .text("key", tagged.key())
                        .text("value", tagged.value()))
            .text("nextToken", page.nextToken());
  }

  private List<Tagged> all() throws IOException {
    List<Tagged> all = new ArrayList<>();
    for (Snapshot snapshot : state.snapshots().all()) {
      new TreeMap<>(snapshot.tags())
          .forEach((key, value) -> all.add(new Tagged(snapshot.id(), "snapshot", key, value)));
    }
    for (Image image : state.images().all()) {
      new TreeMap<>(image.tags())
          .forEach((key, value) -> all.add(new Tagged(image.id(), "image", key, value)));
    }
    return all;
  }
}
