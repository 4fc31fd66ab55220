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
   * What an instance was launched with.
   *
   * @param reservationId those launched by one request share it
   * @param index its number among them, from 0
   * @param imageId what it runs
   * @param image what that was registered with
   * @param instanceType such as {@code m1.small}
   * @param subnetId where it is
   * @param token the token of the request, and the digest of the request's parameters
   * @param userData what it was given, base64
   * @param spot whether it runs on spare capacity
   * @param shutdown what happens when it shuts itself down: {@code stop} or {@code terminate}
   * @param metadata the options of its metadata service, by the names of their elements
   */
  public record Launch(
      String reservationId,
      int index,
      String imageId,
      Registration image,
      String instanceType,
      String subnetId,
      Optional<Token> token,
      Optional<String> userData,
      boolean spot,
      String shutdown,
      Map<String, String> metadata) {

    /** Keeps the options as they are now. */
    public Launch {
      metadata = Map.copyOf(metadata);
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
   * What an instance does now.
   *
   * @param phase what it does
   * @param pollsLeft how many more times it is described so, where it will be something else
   * @param consolePolls how many more times its console is asked for in vain
   * @param reason why it is not running: a code and a message
   * @param since since when
   */
  public record Condition(
      Phase phase, int pollsLeft, int consolePolls, Optional<Reason> reason, Instant since) {}

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
    return with(new Condition(phase, polls, polls, reason, now)).settled(now);
  }

  /** This instance, being started again with a lent address. */
  public Instance starting(Optional<String> publicAddress, int polls, Instant now) {
    Instance started =
        new Instance(
            id,
            launch,
            condition,
            network.lent(publicAddress),
            disks,
            protection,
            boot + 1,
            now,
            tags);
    return started.turning(Phase.PENDING, polls, Optional.empty(), now);
  }

  /** This instance, with its machine off and on again. */
  public Instance rebooted(int polls) {
    Condition same =
        new Condition(
            condition.phase(), condition.pollsLeft(), polls, condition.reason(), condition.since());
    return new Instance(id, launch, same, network, disks, protection, boot + 1, launchTime, tags);
  }

  /** This instance after it was described once more. */
  public Instance polled(Instant now) {
    return with(polls(Math.max(0, condition.pollsLeft() - 1), condition.consolePolls()))
        .settled(now);
  }

  /** This instance after its console was asked for once more. */
  public Instance consolePolled() {
    return with(polls(condition.pollsLeft(), Math.max(0, condition.consolePolls() - 1)));
  }

  /** This instance as it will be when no polls are left. */
  public Instance inTheEnd(Instant now) {
    return with(polls(0, 0)).settled(now);
  }

  private Condition polls(int left, int console) {
    return new Condition(condition.phase(), left, console, condition.reason(), condition.since());
  }

  /**
   * This instance in its next state, where no polls are left. A stopped or terminated one has given
   * its public address back.
   */
  public Instance settled(Instant now) {
    if (condition.pollsLeft() > 0) {
      return this;
    }
    Phase next =
        switch (condition.phase()) {
          case PENDING, RUNNING -> Phase.RUNNING;
          case STOPPING, STOPPED -> Phase.STOPPED;
          case FAILING, SHUTTING_DOWN, TERMINATED -> Phase.TERMINATED;
        };
    if (next == condition.phase()) {
      return this;
    }
    Instance there =
        with(new Condition(next, 0, condition.consolePolls(), condition.reason(), now));
    return next == Phase.RUNNING ? there : there.with(network.lent(Optional.empty()));
  }

  private Instance with(Condition other) {
    return new Instance(id, launch, other, network, disks, protection, boot, launchTime, tags);
  }

  /** This instance with another network interface. */
  public Instance with(Network other) {
    return new Instance(id, launch, condition, other, disks, protection, boot, launchTime, tags);
  }

  /** This instance with other volumes. */
  public Instance with(List<Disk> others) {
    return new Instance(id, launch, condition, network, others, protection, boot, launchTime, tags);
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
