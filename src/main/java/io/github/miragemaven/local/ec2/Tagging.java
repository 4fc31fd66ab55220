package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.RegionState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** CreateTags and DeleteTags. */
final class Tagging {

  private final RegionState state;
  private final List<Taggable<?>> kinds;

  Tagging(RegionContext region, List<Taggable<?>> kinds) {
    this.state = region.state();
    this.kinds = kinds;
  }

  Consumer<Xml> create(Query query) throws ServiceError, IOException {
    List<String> resources = resources(query);
    Map<String, String> added = TagSpecifications.tags(query);
    if (added.isEmpty()) {
      throw ServiceError.of("MissingParameter", "The request must contain the parameter Tag");
    }
    query.done();
    return retag(
        resources,
        tags -> {
          tags.putAll(added);
          return tags;
        });
  }

  Consumer<Xml> delete(Query query) throws ServiceError, IOException {
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

  /** Tells whether a tag matches by key and, if given, by value. */
  private static boolean isNamed(
      Map.Entry<String, String> tag, Map<String, Optional<String>> named) {
    Optional<String> value = named.get(tag.getKey());
    return value != null && (value.isEmpty() || value.get().equals(tag.getValue()));
  }

  private static List<String> resources(Query query) throws ServiceError {
    List<String> resources = query.texts("ResourceId");
    if (resources.isEmpty()) {
      throw ServiceError.of(
          "MissingParameter", "The request must contain the parameter ResourceId");
    }
    return resources;
  }

  /** Changes the tags of all resources, or of none. */
  private Consumer<Xml> retag(List<String> ids, UnaryOperator<Map<String, String>> change)
      throws ServiceError, IOException {
    return state
        .lock()
        .hold(
            () -> {
              List<Taggable.Retagged> all = new ArrayList<>();
              for (String id : ids) {
                all.add(kind(id).retagged(id, tags -> changed(tags, change)));
              }
              for (Taggable.Retagged retagged : all) {
                retagged.keep();
              }
              return Ec2Operation.DONE;
            });
  }

  private Taggable<?> kind(String id) throws ServiceError {
    return kinds.stream()
        .filter(kind -> id.startsWith(kind.prefix() + "-"))
        .findFirst()
        .orElseThrow(() -> ServiceError.of("InvalidID", "The ID '" + id + "' is not valid"));
  }

  private static Map<String, String> changed(
      Map<String, String> tags, UnaryOperator<Map<String, String>> change) throws ServiceError {
    Map<String, String> changed = change.apply(new LinkedHashMap<>(tags));
    TagSpecifications.checkCount(changed);
    return changed;
  }
}
