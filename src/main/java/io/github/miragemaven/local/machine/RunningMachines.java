package io.github.miragemaven.local.machine;

import io.github.miragemaven.local.state.Addresses;
import io.github.miragemaven.local.state.DiskExport;
import io.github.miragemaven.local.state.Instance;
import io.github.miragemaven.local.state.Instance.Disk;
import io.github.miragemaven.local.state.Instance.Phase;
import io.github.miragemaven.local.state.Instance.Reason;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.SecurityGroup;
import io.github.miragemaven.local.state.Snapshot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The machines of a region's instances. A running instance gets its machine when it is first
 * accessed; a machine whose instance no longer runs is switched off at the next access.
 *
 * <p>If several processes have the region open, the first to access an instance runs its machine,
 * and the others read its files ({@link MachineSlot}).
 */
public final class RunningMachines implements AutoCloseable {

  /**
   * The number of ports of a range that are forwarded to the guest. For all ports, only the usual
   * ones are.
   */
  private static final int RANGE = 16;

  private static final Set<Integer> USUAL_PORTS = Set.of(22, 80, 443, 8080);

  private static final Optional<Reason> BY_GUEST =
      Optional.of(
          new Reason(
              "Client.InstanceInitiatedShutdown",
              "Client.InstanceInitiatedShutdown: Instance initiated shutdown"));

  private final RegionState state;
  private final Machines machines;
  private final InstantSource clock;
  private final Map<String, MachineSlot> slots = new HashMap<>();
  private boolean closed;

  private RunningMachines(RegionState state, Machines machines, InstantSource clock) {
    this.state = state;
    this.machines = machines;
    this.clock = clock;
  }

  /** Opens the machines of a region and removes leftovers of killed processes. */
  public static RunningMachines of(RegionState state, Machines machines, InstantSource clock)
      throws IOException {
    RunningMachines running = new RunningMachines(state, machines, clock);
    state
        .lock()
        .hold(
            () -> {
              MachineSlot.sweep(state.machines(), state.instances().all());
              return running;
            });
    return running;
  }

  /** Returns the console output of an instance since its last start. */
  public synchronized String console(Instance instance) throws IOException {
    return slot(instance).console();
  }

  /**
   * Returns the local address of a TCP port of an instance, or empty if the instance is not
   * running, its security groups do not admit the port, or nothing listens on it.
   */
  public synchronized Optional<InetSocketAddress> reach(String address, int port)
      throws IOException {
    Optional<Instance> instance = state.lock().hold(() -> new Addresses(state).at(address));
    if (instance.isEmpty() || !instance.get().is(Phase.RUNNING)) {
      return Optional.empty();
    }
    boolean ipv6 = address.contains(":");
    boolean let = groups(instance.get()).stream().anyMatch(group -> group.letsIn(port, ipv6));
    return let ? slot(instance.get()).port(port) : Optional.empty();
  }

  /**
   * Switches off the machines of instances that no longer run. An instance whose guest has shut
   * down is stopped or terminated, depending on its shutdown behavior.
   */
  public synchronized void tidy() throws IOException {
    for (String id : List.copyOf(slots.keySet())) {
      MachineSlot slot = slots.get(id);
      if (slot.isOff()) {
        shutDown(id, slot);
      }
      if (state.instances().find(id).filter(slot::isOf).isEmpty()) {
        slot.close();
        slots.remove(id);
      }
    }
  }

  private void shutDown(String id, MachineSlot slot) throws IOException {
    state
        .lock()
        .hold(
            () -> {
              Optional<Instance> running = state.instances().find(id).filter(slot::isOf);
              if (running.isPresent()) {
                Instance instance = running.get();
                boolean stops = instance.launch().options().shutdown().equals("stop");
                Phase end = stops ? Phase.STOPPING : Phase.SHUTTING_DOWN;
                state.instances().put(id, instance.turning(end, 0, BY_GUEST, clock.instant()));
              }
              return running;
            });
  }

  private MachineSlot slot(Instance instance) throws IOException {
    tidy();
    if (slots.containsKey(instance.id())) {
      return slots.get(instance.id());
    }
    MachineSlot slot = MachineSlot.of(instance, state.machines());
    if (!closed && instance.is(Phase.RUNNING) && slot.take()) {
      slots.put(instance.id(), slot);
      slot.start(machines, instance, ports(instance), file -> write(instance, file));
    }
    return slot;
  }

  private void write(Instance instance, Path file) throws IOException {
    String id =
        instance
            .rootDisk()
            .flatMap(Disk::snapshotId)
            .orElseThrow(() -> new IOException("it has no root disk"));
    Snapshot snapshot =
        state
            .snapshots()
            .find(id)
            .orElseThrow(() -> new IOException("the snapshot " + id + " of its disk is gone"));
    new DiskExport(state.blocks()).write(snapshot, file);
  }

  private List<SecurityGroup> groups(Instance instance) throws IOException {
    List<SecurityGroup> groups = new ArrayList<>();
    for (String id : instance.network().groups()) {
      state.securityGroups().find(id).ifPresent(groups::add);
    }
    return groups;
  }

  private Set<Integer> ports(Instance instance) throws IOException {
    List<SecurityGroup> groups = groups(instance);
    Set<Integer> ports = new TreeSet<>(USUAL_PORTS);
    groups.stream()
        .flatMap(group -> group.rules().stream())
        .filter(rule -> rule.protocol().equals("tcp"))
        .flatMap(
            rule ->
                IntStream.rangeClosed(Math.max(1, rule.fromPort()), rule.toPort())
                    .limit(RANGE)
                    .boxed())
        .forEach(ports::add);
    ports.removeIf(
        port ->
            groups.stream()
                .noneMatch(group -> group.letsIn(port, false) || group.letsIn(port, true)));
    return ports;
  }

  @Override
  public synchronized void close() {
    closed = true;
    slots.values().forEach(MachineSlot::close);
    slots.clear();
  }
}
