package io.github.miragemaven.local.ec2;

import static java.util.Map.entry;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Addresses;
import io.github.miragemaven.local.state.Instance;
import io.github.miragemaven.local.state.Instance.Token;
import io.github.miragemaven.local.state.RegionState;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** DescribeInstances. */
final class Instances {

  private final RegionContext region;
  private final RegionState state;
  private final InstanceView view;
  private final Filters<Instance> filters;

  Instances(RegionContext region, InstanceView view) {
    this.region = region;
    this.state = region.state();
    this.view = view;
    this.filters = filters();
  }

  private Filters<Instance> filters() {
    Addresses addresses = new Addresses(state);
    return new Filters<>(
        Map.ofEntries(
            entry(
                "client-token",
                i -> i.launch().reservation().token().map(Token::text).stream().toList()),
            entry("image-id", i -> List.of(i.imageId())),
            entry("instance-id", i -> List.of(i.id())),
            entry("instance-state-name", i -> List.of(i.state())),
            entry("instance-type", i -> List.of(i.launch().instanceType())),
            entry("instance.group-id", i -> i.network().groups()),
            entry("ip-address", i -> addresses.publicOf(i).stream().toList()),
            entry("private-ip-address", i -> List.of(i.network().privateAddress())),
            entry("reservation-id", i -> List.of(i.launch().reservation().id())),
            entry("virtualization-type", i -> List.of(i.launch().image().virtualizationType())),
            entry("vpc-id", i -> List.of(state.vpc().id()))),
        Instance::tags);
  }

  Consumer<Xml> describe(Query query) throws ServiceError, IOException {
    List<String> ids = query.texts("InstanceId");
    Predicate<Instance> fits = filters.of(query);
    if (!ids.isEmpty() && query.text("MaxResults").isPresent()) {
      throw Ec2Errors.invalidCombination(
          "The parameter instancesSet cannot be used with the parameter maxResults");
    }
    Page.Asked page = Page.asked(query, region, 5);
    query.done();
    region.machines().tidy();
    return state
        .lock()
        .hold(
            () -> {
              Page<Instance> shown = seen(chosen(ids), fits, page);
              Map<String, List<Instance>> reservations = new LinkedHashMap<>();
              for (Instance instance : shown.items()) {
                reservations
                    .computeIfAbsent(instance.launch().reservation().id(), id -> new ArrayList<>())
                    .add(instance);
              }
              return answer ->
                  answer
                      .items("reservationSet", reservations.values(), view::writeReservation)
                      .text("nextToken", shown.nextToken());
            });
  }

  /** Returns a page of instances, each of which has then been described once more. */
  private Page<Instance> seen(List<Instance> chosen, Predicate<Instance> fits, Page.Asked page)
      throws ServiceError, IOException {
    Instant now = region.clock().instant();
    Page<Instance> shown = page.of(chosen.stream().filter(fits).toList());
    for (Instance instance : chosen) {
      Instance next = instance.polled(now);
      if (!next.equals(instance) && (fits.test(instance) || fits.test(instance.inTheEnd(now)))) {
        state.instances().put(next.id(), next);
      }
    }
    return shown;
  }

  /** Returns the instances with these IDs, or all if there are none. Called under the lock. */
  List<Instance> chosen(List<String> ids) throws ServiceError, IOException {
    if (ids.isEmpty()) {
      return all();
    }
    List<Instance> chosen = new ArrayList<>();
    for (String id : ids) {
      chosen.add(find(id));
    }
    return chosen;
  }

  /** Returns all instances, including recently terminated ones. Called under the lock. */
  List<Instance> all() throws IOException {
    Instant now = region.clock().instant();
    List<Instance> all = new ArrayList<>();
    for (Instance instance : state.instances().all()) {
      if (instance.isForgotten(now)) {
        state.instances().remove(instance.id());
      } else {
        all.add(instance);
      }
    }
    return all;
  }

  /** Returns the instance with an ID. Called under the lock. */
  Instance find(String id) throws ServiceError, IOException {
    if (!id.matches("i-[0-9a-f]{8,17}")) {
      throw ServiceError.of(
          "InvalidInstanceID.Malformed", "Invalid id: \"" + id + "\" (expecting \"i-...\")");
    }
    return state
        .instances()
        .find(id)
        .filter(instance -> !instance.isForgotten(region.clock().instant()))
        .orElseThrow(() -> Ec2Errors.noInstance(id));
  }
}
