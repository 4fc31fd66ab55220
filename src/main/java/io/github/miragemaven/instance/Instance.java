package io.github.miragemaven.instance;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.kernel.Virtualization;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An instance as EC2 describes it.
 *
 * @param id its id
 * @param spec its AMI and type
 * @param state its state
 * @param reason EC2's reason for its state, such as {@code Client.InternalError: …}; empty while it
 *     runs
 * @param launched when it was launched, or last started
 * @param network its location and addresses
 * @param tags its tags
 */
public record Instance(
    String id,
    Spec spec,
    State state,
    String reason,
    Instant launched,
    Network network,
    Map<String, String> tags) {

  /** State of an instance. */
  public enum State {
    /** Starting. */
    PENDING,
    /** Running, although its system may not have booted. */
    RUNNING,
    /** Stopping. */
    STOPPING,
    /** Stopped; it can be started again. */
    STOPPED,
    /** Being terminated. */
    SHUTTING_DOWN,
    /** Terminated; EC2 lists it for about an hour. */
    TERMINATED;

    /** Returns the state in EC2's spelling, such as {@code shutting-down}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * AMI and type of an instance.
   *
   * @param ami the AMI it was launched from
   * @param type its type, such as {@code t2.micro}
   * @param virtualization its virtualization type
   * @param spot whether it is a spot instance, which cannot be stopped
   */
  public record Spec(String ami, String type, Virtualization virtualization, boolean spot) {}

  /**
   * Location and addresses of an instance.
   *
   * @param zone its availability zone
   * @param vpc the id of its VPC
   * @param subnet the id of its subnet
   * @param groups the ids of its security groups
   * @param addresses its addresses
   */
  public record Network(
      String zone, String vpc, String subnet, List<String> groups, Addresses addresses) {

    /** Copies the groups. */
    public Network {
      groups = List.copyOf(groups);
    }
  }

  /**
   * Addresses of an instance.
   *
   * @param publicName its public DNS name
   * @param publicIp its public IPv4 address
   * @param privateIp its private IPv4 address
   * @param ipv6 its IPv6 address
   */
  public record Addresses(
      Optional<String> publicName,
      Optional<String> publicIp,
      Optional<String> privateIp,
      Optional<String> ipv6) {}

  /** Copies the tags. */
  public Instance {
    tags = Map.copyOf(tags);
  }

  /** Returns its addresses. */
  public Addresses addresses() {
    return network.addresses();
  }

  /**
   * Returns the address of its site: the public IPv4 address, else the IPv6 address, else the
   * private one.
   */
  public Optional<String> address() {
    return addresses().publicIp().or(addresses()::ipv6).or(addresses()::privateIp);
  }

  /** Returns whether it is terminated or being terminated. */
  public boolean isGone() {
    return state == State.SHUTTING_DOWN || state == State.TERMINATED;
  }

  /** Returns whether it is stopped or stopping. */
  boolean isStopped() {
    return state == State.STOPPED || state == State.STOPPING;
  }

  /** Returns whether it is running, although its system may not have booted. */
  public boolean isRunning() {
    return state == State.RUNNING;
  }

  /** Returns the time when it last passed verification. */
  public Optional<Instant> verified() {
    return Optional.ofNullable(tags.get(TagKeys.VERIFIED)).map(Instant::parse);
  }

  /** Returns the time when it is due to be stopped or terminated; empty if it is not replaced. */
  public Optional<Instant> due() {
    return Optional.ofNullable(tags.get(TagKeys.DUE)).map(Instant::parse);
  }

  /** Returns whether it is replaced and due to be stopped or terminated. */
  boolean isDue(Instant now) {
    return due().filter(time -> !time.isAfter(now)).isPresent();
  }

  /** Returns whether its launch has not completed. */
  public boolean isUnfinished() {
    return TagKeys.UNFINISHED.equals(tags.get(TagKeys.STATE)) && verified().isEmpty();
  }
}
