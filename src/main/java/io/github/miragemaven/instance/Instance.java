package io.github.miragemaven.instance;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.kernel.Virtualization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An instance as EC2 describes it.
 *
 * @param id its id
 * @param ami the AMI it was launched from
 * @param type its type, such as {@code t2.micro}
 * @param virtualization its virtualization type
 * @param state its state
 * @param reason EC2's reason for its state, such as {@code Client.InternalError: …}; empty while it
 *     runs
 * @param launched when it was launched, or last started
 * @param place its location
 * @param addresses its addresses
 * @param groups the ids of its security groups
 * @param spot whether it is a spot instance, which cannot be stopped
 * @param tags its tags
 */
public record Instance(
    String id,
    String ami,
    String type,
    Virtualization virtualization,
    State state,
    String reason,
    Instant launched,
    Place place,
    Addresses addresses,
    List<String> groups,
    boolean spot,
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
    TERMINATED
  }

  /**
   * Location of an instance.
   *
   * @param zone its availability zone
   * @param vpc the id of its VPC
   * @param subnet the id of its subnet
   */
  public record Place(String zone, String vpc, String subnet) {}

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
      Optional<String> ipv6) {

    /**
     * The address that visitors use: the public IPv4 address, else the IPv6 address, else the
     * private one.
     */
    public Optional<String> visited() {
      return publicIp.or(() -> ipv6).or(() -> privateIp);
    }
  }

  /** Copies the collections. */
  public Instance {
    groups = List.copyOf(groups);
    tags = Map.copyOf(tags);
  }

  /** Returns whether it is terminated or being terminated. */
  public boolean isGone() {
    return state == State.SHUTTING_DOWN || state == State.TERMINATED;
  }

  /** Time when it last passed verification. */
  public Optional<Instant> verified() {
    return Optional.ofNullable(tags.get(TagKeys.VERIFIED)).map(Instant::parse);
  }

  /** Time when it is due to be stopped or terminated; empty while it is not replaced. */
  public Optional<Instant> due() {
    return Optional.ofNullable(tags.get(TagKeys.DUE)).map(Instant::parse);
  }

  /** Returns whether its launch has not completed. */
  public boolean isUnfinished() {
    return TagKeys.UNFINISHED.equals(tags.get(TagKeys.STATE)) && verified().isEmpty();
  }
}
