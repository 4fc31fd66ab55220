package io.github.miragemaven.local.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An instance.
 *
 * @param id {@code i-} and 17 hexadecimal digits
 * @param launch the settings it was launched with
 * @param condition its state
 * @param network its network interface
 * @param disks its volumes
 * @param start its last start
 * @param tags its tags
 */
public record Instance(
    String id,
    Launch launch,
    Condition condition,
    Network network,
    List<Disk> disks,
    Start start,
    Map<String, String> tags) {

  /** Terminated instances are shown for about an hour (EC2 User Guide, "Terminate instances"). */
  private static final Duration SHOWN = Duration.ofHours(1);

  /** The states of an instance, named as in the InstanceState data type. */
  public enum Phase {
    /** It is being started. */
    PENDING("pending", 0),
    /** It is described as pending, but will be terminated. */
    FAILING("pending", 0),
    /** Its machine is on. */
    RUNNING("running", 16),
    /** It is being terminated. */
    SHUTTING_DOWN("shutting-down", 32),
    /** It is terminated. */
    TERMINATED("terminated", 48),
    /** It is being stopped. */
    STOPPING("stopping", 64),
    /** It is stopped; its volumes are kept. */
    STOPPED("stopped", 80);

    private final String state;
    private final int code;

    Phase(String state, int code) {
      this.state = state;
      this.code = code;
    }

    /** Returns the state's name. */
    public String state() {
      return state;
    }

    /** Returns the state's code. */
    public int code() {
      return code;
    }
  }

  /**
   * A start of an instance.
   *
   * @param number the number of starts so far; every start gets a new machine
   * @param time when it was started
   */
  public record Start(int number, Instant time) {}

  /**
   * A client token, which makes a request idempotent.
   *
   * @param text the token
   * @param parameters the digest of the request's parameters
   */
  public record Token(String text, String parameters) {}

  /**
   * The reason for a state change.
   *
   * @param code such as {@code Client.UserInitiatedShutdown}
   * @param message the text
   */
  public record Reason(String code, String message) {}

  /**
   * A network interface.
   *
   * @param interfaceId {@code eni-} and 17 hexadecimal digits
   * @param privateAddress its IPv4 address in the subnet
   * @param publicAddress the public IPv4 address that EC2 assigned; none while it is stopped
   * @param wantsPublic whether it gets a public address when it starts
   * @param ipv6Addresses its IPv6 addresses
   * @param groups its security groups
   * @param tags its tags
   */
  public record Network(
      String interfaceId,
      String privateAddress,
      Optional<String> publicAddress,
      boolean wantsPublic,
      List<String> ipv6Addresses,
      List<String> groups,
      Map<String, String> tags) {

    /** Copies the collections. */
    public Network {
      ipv6Addresses = List.copyOf(ipv6Addresses);
      groups = List.copyOf(groups);
      tags = Map.copyOf(tags);
    }

    /** Returns this interface with an assigned public address, or without one. */
    public Network lent(Optional<String> address) {
      return new Network(
          interfaceId, privateAddress, address, wantsPublic, ipv6Addresses, groups, tags);
    }
  }

  /**
   * A volume of an instance.
   *
   * @param deviceName such as {@code /dev/sda1}
   * @param volumeId {@code vol-} and 17 hexadecimal digits
   * @param snapshotId the snapshot it was created from
   * @param size the size in GiB
   * @param deleteOnTermination whether it is deleted with the instance
   * @param tags its tags
   */
  public record Disk(
      String deviceName,
      String volumeId,
      Optional<String> snapshotId,
      int size,
      boolean deleteOnTermination,
      Map<String, String> tags) {

    /** Copies the tags. */
    public Disk {
      tags = Map.copyOf(tags);
    }
  }

  /** Copies the collections. */
  public Instance {
    disks = List.copyOf(disks);
    tags = Map.copyOf(tags);
  }

  /** Returns the ID of its AMI. */
  @JsonIgnore
  public String imageId() {
    return launch.imageId();
  }

  /** Returns its root volume. */
  @JsonIgnore
  public Optional<Disk> rootDisk() {
    return disks.stream()
        .filter(disk -> launch.image().rootDeviceName().equals(Optional.of(disk.deviceName())))
        .findFirst();
  }

  /** Returns the state's name in the EC2 API. */
  @JsonIgnore
  public String state() {
    return condition.phase().state();
  }

  /** Tells whether it is in a phase. */
  public boolean is(Phase phase) {
    return condition.phase() == phase;
  }

  /** Tells whether it was terminated so long ago that it is no longer shown. */
  public boolean isForgotten(Instant now) {
    return is(Phase.TERMINATED) && condition.since().plus(SHOWN).isBefore(now);
  }

  /** Returns this instance changing to another state, or in that state if no polls are left. */
  public Instance turning(Phase phase, int polls, Optional<Reason> reason, Instant now) {
    return with(new Condition(phase, polls, condition.consolePolls(), reason, now)).settled(now);
  }

  /** Returns this instance being started with an assigned public address. */
  public Instance starting(Optional<String> publicAddress, int polls, Instant now) {
    return new Instance(
            id,
            launch,
            new Condition(Phase.PENDING, polls, polls, Optional.empty(), now),
            network.lent(publicAddress),
            disks,
            new Start(start.number() + 1, now),
            tags)
        .settled(now);
  }

  /** Returns this instance after it was described once more. */
  public Instance polled(Instant now) {
    return with(condition.with(Math.max(0, condition.pollsLeft() - 1), condition.consolePolls()))
        .settled(now);
  }

  /** Returns this instance after its console was asked for once more. */
  public Instance consolePolled() {
    return with(condition.with(condition.pollsLeft(), Math.max(0, condition.consolePolls() - 1)));
  }

  /** Returns this instance in its final state. */
  public Instance inTheEnd(Instant now) {
    return with(condition.with(0, 0)).settled(now);
  }

  /**
   * Returns this instance in its next state if no polls are left. A stopped or terminated instance
   * loses its assigned public address.
   */
  public Instance settled(Instant now) {
    Condition next = condition.settled(now);
    boolean off = next.phase() == Phase.STOPPED || next.phase() == Phase.TERMINATED;
    return off ? with(next).with(network.lent(Optional.empty())) : with(next);
  }

  private Instance with(Condition other) {
    return new Instance(id, launch, other, network, disks, start, tags);
  }

  /** Returns this instance with another network interface. */
  public Instance with(Network other) {
    return new Instance(id, launch, condition, other, disks, start, tags);
  }

  /** Returns this instance with other tags. */
  public Instance tagged(Map<String, String> newTags) {
    return new Instance(id, launch, condition, network, disks, start, newTags);
  }
}
