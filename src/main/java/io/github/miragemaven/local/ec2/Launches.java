package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Anomaly;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Addresses;
import io.github.miragemaven.local.state.Condition;
import io.github.miragemaven.local.state.Instance;
import io.github.miragemaven.local.state.Instance.Disk;
import io.github.miragemaven.local.state.Instance.Network;
import io.github.miragemaven.local.state.Instance.Phase;
import io.github.miragemaven.local.state.Instance.Reason;
import io.github.miragemaven.local.state.Instance.Token;
import io.github.miragemaven.local.state.Launch;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Vpc.Subnet;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** RunInstances. */
final class Launches {

  private static final int MOST_INSTANCES = 20;

  private final RegionContext region;
  private final RegionState state;
  private final LaunchRules rules;
  private final InstanceView view;

  Launches(RegionContext region, LaunchRules rules, InstanceView view) {
    this.region = region;
    this.state = region.state();
    this.rules = rules;
    this.view = view;
  }

  Consumer<Xml> run(Query query) throws ServiceError, IOException {
    LaunchRequest asked = LaunchRequest.of(query);
    Optional<Token> token = ClientTokens.of(query);
    Map<String, Map<String, String>> tags =
        TagSpecifications.of(
            query,
            Set.of("instance", "volume", "network-interface", "spot-instances-request"),
            region.account());
    List<LaunchDisks.Change> changes = LaunchDisks.changes(query);
    return state
        .lock()
        .hold(
            () -> {
              List<Instance> before = launchedBefore(token);
              if (!before.isEmpty()) {
                query.done();
                return answer -> view.writeReservation(answer, before);
              }
              LaunchRules.Place place = rules.check(asked);
              List<Disk> disks =
                  LaunchDisks.of(place.image(), changes, tags.getOrDefault("volume", Map.of()));
              query.done();
              List<Instance> made = launch(asked, place, disks, token, tags, query);
              for (Instance instance : made) {
                state.instances().put(instance.id(), instance.settled(region.clock().instant()));
              }
              return answer -> view.writeReservation(answer, made);
            });
  }

  private List<Instance> launchedBefore(Optional<Token> token) throws ServiceError, IOException {
    List<Instance> launched = new ArrayList<>();
    for (Instance instance : state.instances().all()) {
      Optional<Token> its = instance.launch().reservation().token();
      if (token.isEmpty() || its.isEmpty() || !its.get().text().equals(token.get().text())) {
        continue;
      }
      if (!its.equals(token)) {
        throw ServiceError.of(
            "IdempotentParameterMismatch",
            "Arguments on this idempotent request are inconsistent with arguments used in previous"
                + " request(s).");
      }
      launched.add(instance);
    }
    return launched;
  }

  private List<Instance> launch(
      LaunchRequest asked,
      LaunchRules.Place place,
      List<Disk> disks,
      Optional<Token> token,
      Map<String, Map<String, String>> tags,
      Query query)
      throws ServiceError, IOException {
    long running = state.instances().all().stream().filter(i -> !i.is(Phase.TERMINATED)).count();
    int count = (int) Math.min(asked.most(), MOST_INSTANCES - running);
    if (count < asked.least()) {
      throw ServiceError.of(
          "InstanceLimitExceeded",
          "You have requested more instances than your current instance limit of %d allows."
              .formatted(MOST_INSTANCES));
    }
    String reservation = RegionState.newId("r");
    boolean failing = query.shows(Anomaly.FAILS_LATER);
    List<Instance> made = new ArrayList<>();
    List<Network> networks = networks(asked, place, count, tags);
    for (int index = 0; index < count; index++) {
      Launch launch =
          new Launch(
              new Launch.Reservation(reservation, index, token),
              asked.imageId(),
              place.image().registration(),
              asked.instanceType(),
              place.subnet().id(),
              asked.options());
      made.add(
          new Instance(
              RegionState.newId("i"),
              launch,
              beginning(failing),
              networks.get(index),
              disks.stream().map(LaunchDisks::anew).toList(),
              new Instance.Start(1, region.clock().instant()),
              tags.getOrDefault("instance", Map.of())));
    }
    return made;
  }

  private Condition beginning(boolean failing) {
    Instant now = region.clock().instant();
    return failing
        ? new Condition(
            Phase.FAILING,
            region.polls(),
            0,
            Optional.of(
                new Reason(
                    "Server.InternalError", "Server.InternalError: Internal error on launch")),
            now)
        : new Condition(Phase.PENDING, region.polls(), region.polls(), Optional.empty(), now);
  }

  private List<Network> networks(
      LaunchRequest asked,
      LaunchRules.Place place,
      int count,
      Map<String, Map<String, String>> tags)
      throws ServiceError, IOException {
    Addresses addresses = new Addresses(state);
    Subnet subnet = place.subnet();
    boolean wantsPublic = asked.nic().associatePublic().orElse(true);
    List<String> here = addresses.freePrivate(subnet, count);
    List<String> lent = wantsPublic ? addresses.freePublic(count) : List.of();
    if (here.size() < count || (wantsPublic && lent.size() < count)) {
      throw ServiceError.of(
          "InsufficientFreeAddressesInSubnet",
          "Insufficient free addresses in subnet " + subnet.id());
    }
    return IntStream.range(0, count)
        .mapToObj(
            index ->
                new Network(
                    RegionState.newId("eni"),
                    here.get(index),
                    wantsPublic ? Optional.of(lent.get(index)) : Optional.empty(),
                    wantsPublic,
                    IntStream.range(0, asked.nic().ipv6Count())
                        .mapToObj(number -> subnet.ipv6Of(here.get(index), number))
                        .toList(),
                    place.groups(),
                    tags.getOrDefault("network-interface", Map.of())))
        .toList();
  }
}
