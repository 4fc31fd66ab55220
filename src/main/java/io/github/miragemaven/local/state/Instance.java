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
 * @param launch what it was launched with
 * @param condition what it does now
 * @param network where it is reached
 * @param disks its volumes
 * @param protection whether it may not be terminated
 * @param boot how often its machine was started; every start is another machine
 * @param launchTime when it was started last
 * @param tags its tags
 */
public record Instance(
    String id,
    Launch launch,
    Condition condition,
    Network network,
    List<Disk> disks,
    boolean protection,
    int boot,
    Instant launchTime,
    Map<String, String> tags) {

  /** Terminated instances are shown for about an hour (EC2 User Guide, "Terminate instances"). */
  private static final Duration SHOWN = Duration.ofHours(1);

  /** What an instance does; the names are those of the InstanceState data type. */
  public enum Phase {
    /** It is being started. */
    PENDING("pending", 0),
    /** It looks as if it were being started, and will be terminated. */
    FAILING("pending", 0),
    /** Its machine is on. */
    RUNNING("running", 16),
    /** It is being terminated. */
    SHUTTING_DOWN("shutting-down", 32),
    /** It will never run again. */
    TERMINATED("terminated", 48),
    /** It is being stopped. */
    STOPPING("stopping", 64),
    /** Its machine is off, its disks are kept. */
    STOPPED("stopped", 80);

    private final String state;
    private final int code;

    Phase(String state, int code) {
      this.state = state;
      this.code = code;
    }

    /** The state's name. */
    public String state() {
      return state;
    }

    /** The state's number. */
    public int code() {
      return code;
    }
  }

  /**
   * Names a request, so that it is done once.
   *
   * @param text the client's token
   * @param parameters the digest of what was asked for with it
   */
  public record Token(String text, String parameters) {}

  /**
   * Why an instance does what it does.
   *
   * @param code such as {@code Client.UserInitiatedShutdown}
   * @param message in words
   */
  public record Reason(String code, String message) {}

  /**
   * A network interface.
   *
   * @param interfaceId {@code eni-} and 17 hexadecimal digits
   * @param privateAddress its IPv4 address in the subnet
   * @param publicAddress the IPv4 address that EC2 lent it; none while it is stopped
   * @param wantsPublic whether it gets one when it starts
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

    /** Keeps the collections as they are now. */
    public Network {
      ipv6Addresses = List.copyOf(ipv6Addresses);
      groups = List.copyOf(groups);
      tags = Map.copyOf(tags);
    }

    /** This interface with a lent address, or without one. */
    public Network lent(Optional<String> address) {
      return new Network(
          interfaceId, privateAddress, address, wantsPublic, ipv6Addresses, groups, tags);
    }

    /** This interface in other groups. */
    public Network in(List<String> otherGroups) {
      return new Network(
          interfaceId,
          privateAddress,
          publicAddress,
          wantsPublic,
          ipv6Addresses,
          otherGroups,
          tags);
    }
  }

  /**
   * A volume of an instance.
   *
   * @param deviceName such as {@code /dev/sda1}
   * @param volumeId {@code vol-} and 17 hexadecimal digits
   * @param snapshotId what it was made of
   * @param size in GiB
   * @param deleteOnTermination whether it goes with the instance
   * @param tags its tags
   */
  public record Disk(
      String deviceName,
      String volumeId,
      Optional<String> snapshotId,
      int size,
      boolean deleteOnTermination,
      Map<String, String> tags) {

    /** Keeps the tags as they are now. */
    public Disk {
      tags = Map.copyOf(tags);
    }
  }

  /** Keeps the collections as they are now. */
  public Instance {
    disks = List.copyOf(disks);
    tags = Map.copyOf(tags);
  }

  /** What it runs. */
  @JsonIgnore
  public String imageId() {
    return launch.imageId();
  }

  /** Its root volume. */
  @JsonIgnore
  public Optional<Disk> rootDisk() {
    return disks.stream()
        .filter(disk -> launch.image().rootDeviceName().equals(Optional.of(disk.deviceName())))
        .findFirst();
  }

  /** The state as AWS names it. */
  @JsonIgnore
  public String state() {
    return condition.phase().state();
  }

  /** Whether it does that. */
  public boolean is(Phase phase) {
    return condition.phase() == phase;
  }

  /** Whether it is over with it, so long ago that it is not shown any more. */
  public boolean isForgotten(Instant now) {
    return is(Phase.TERMINATED) && condition.since().plus(SHOWN).isBefore(now);
  }

  /** This instance, changing to another state, or in it where no polls are left. */
  public Instance turning(Phase phase, int polls, Optional<Reason> reason, Instant now) {
    return with(new Condition(phase, polls, condition.consolePolls(), reason, now)).settled(now);
  }

  /** This instance, being started again with a lent address. */
  public Instance starting(Optional<String> publicAddress, int polls, Instant now) {
    return new Instance(
            id,
            launch,
            new Condition(Phase.PENDING, polls, polls, Optional.empty(), now),
            network.lent(publicAddress),
            disks,
            protection,
            boot + 1,
            now,
            tags)
        .settled(now);
  }

  /** This instance, with its machine off and on again. */
  public Instance rebooted(int polls) {
    Condition unposted = condition.with(condition.pollsLeft(), polls);
    return new Instance(
        id, launch, unposted, network, disks, protection, boot + 1, launchTime, tags);
  }

  /** This instance after it was described once more. */
  public Instance polled(Instant now) {
    return with(condition.with(Math.max(0, condition.pollsLeft() - 1), condition.consolePolls()))
        .settled(now);
  }

  /** This instance after its console was asked for once more. */
  public Instance consolePolled() {
    return with(condition.with(condition.pollsLeft(), Math.max(0, condition.consolePolls() - 1)));
  }

  /** This instance as it will be when no polls are left. */
  public Instance inTheEnd(Instant now) {
    return with(condition.with(0, 0)).settled(now);
  }

  /**
   * This instance in its next state, where no polls are left. One that is stopped or terminated now
   * has given its public address back.
   */
  public Instance settled(Instant now) {
    Condition next = condition.settled(now);
    boolean off = next.phase() == Phase.STOPPED || next.phase() == Phase.TERMINATED;
    return off ? with(next).with(network.lent(Optional.empty())) : with(next);
  }

  private Instance with(Condition other) {
    return new Instance(id, launch, other, network, disks, protection, boot, launchTime, tags);
  }

  /** This instance with another network interface. */
  public Instance with(Network other) {
    return new Instance(id, launch, condition, other, disks, protection, boot, launchTime, tags);
  }

  /** This instance, protected from termination or not. */
  public Instance guarded(boolean guard) {
    return new Instance(id, launch, condition, network, disks, guard, boot, launchTime, tags);
  }

  /** This instance with other tags. */
  public Instance tagged(Map<String, String> newTags) {
    return new Instance(
        id, launch, condition, network, disks, protection, boot, launchTime, newTags);
  }
}
