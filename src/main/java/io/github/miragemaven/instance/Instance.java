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
 * @param ami the AMI that it was made of
 * @param type its type, such as {@code t2.micro}
 * @param virtualization how it runs
 * @param state where it stands
 * @param reason why it is not running, such as {@code Client.InternalError: …}; empty while it is
 * @param launched when it was launched, or last started
 * @param place where it is
 * @param addresses how it is reached
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

  /** Where an instance stands. */
  public enum State {
    /** It is being started. */
    PENDING,
    /** It runs, which says nothing of what runs in it. */
    RUNNING,
    /** It is being stopped. */
    STOPPING,
    /** It is stopped, and can be started again. */
    STOPPED,
    /** It is being ended. */
    SHUTTING_DOWN,
    /** It is gone; EC2 tells of it for about an hour. */
    TERMINATED
  }

  /**
   * Where an instance is.
   *
   * @param zone its availability zone
   * @param vpc the id of its network
   * @param subnet the id of its subnet
   */
  public record Place(String zone, String vpc, String subnet) {}

  /**
   * How an instance is reached.
   *
   * @param publicName its public DNS name
   * @param publicIp its public IPv4 address
   * @param privateIp its address within its network
   * @param ipv6 its IPv6 address
   */
  public record Addresses(
      Optional<String> publicName,
      Optional<String> publicIp,
      Optional<String> privateIp,
      Optional<String> ipv6) {

    /** The address that a visitor takes: the public one, else IPv6, else the private one. */
    public Optional<String> visited() {
      return publicIp.or(() -> ipv6).or(() -> privateIp);
    }
  }

  /** Copies what is listed. */
  public Instance {
    groups = List.copyOf(groups);
    tags = Map.copyOf(tags);
  }

  /** Whether it is ended, or about to be. */
  public boolean isGone() {
    return state == State.SHUTTING_DOWN || state == State.TERMINATED;
  }

  /** When it was last seen to answer as it should. */
  public Optional<Instant> verified() {
    return Optional.ofNullable(tags.get(TagKeys.VERIFIED)).map(Instant::parse);
  }

  /** When it is to go; empty while nothing has taken its place. */
  public Optional<Instant> due() {
    return Optional.ofNullable(tags.get(TagKeys.DUE)).map(Instant::parse);
  }

  /** Whether a launch has begun it and not come to its end. */
  public boolean isUnfinished() {
    return TagKeys.UNFINISHED.equals(tags.get(TagKeys.STATE)) && verified().isEmpty();
  }
}
