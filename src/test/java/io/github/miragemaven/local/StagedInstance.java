package io.github.miragemaven.local;

import io.github.miragemaven.local.state.Condition;
import io.github.miragemaven.local.state.Image;
import io.github.miragemaven.local.state.Instance;
import io.github.miragemaven.local.state.Instance.Network;
import io.github.miragemaven.local.state.Instance.Phase;
import io.github.miragemaven.local.state.Launch;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Registration;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An instance that a test adds to a region without launching it. */
record StagedInstance(RegionState state, InstantSource clock) {

  /** The registration of an AMI that does not exist; only its ID matters. */
  private static final Registration UNKNOWN =
      new Registration(
          "unknown",
          "",
          new Registration.Machine("machine", "x86_64", "paravirtual", Optional.empty()),
          Registration.Features.NONE,
          Optional.of("/dev/sda1"),
          List.of());

  String add(String imageId, String instanceState) throws IOException {
    String id = RegionState.newId("i");
    Instant now = clock.instant();
    Phase phase =
        Stream.of(Phase.values())
            .filter(known -> known.state().equals(instanceState))
            .findFirst()
            .orElseThrow();
    Registration image = state.images().find(imageId).map(Image::registration).orElse(UNKNOWN);
    Launch launch =
        new Launch(
            new Launch.Reservation(RegionState.newId("r"), 0, Optional.empty()),
            imageId,
            image,
            "m1.small",
            state.vpc().subnets().get(0).id(),
            new Launch.Options(Optional.empty(), false, "stop", false, Map.of()));
    Network network =
        new Network(
            RegionState.newId("eni"),
            "10.0.0.254",
            Optional.empty(),
            false,
            List.of(),
            List.of(state.vpc().defaultGroup().id()),
            Map.of());
    Condition condition = new Condition(phase, Integer.MAX_VALUE, 0, Optional.empty(), now);
    state
        .instances()
        .put(
            id,
            new Instance(
                id, launch, condition, network, List.of(), new Instance.Start(1, now), Map.of()));
    return id;
  }
}
