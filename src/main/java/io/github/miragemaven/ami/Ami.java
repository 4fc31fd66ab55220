package io.github.miragemaven.ami;

import io.github.miragemaven.kernel.Virtualization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An AMI as EC2 describes it.
 *
 * @param id its id
 * @param name its name
 * @param state where it stands
 * @param reason why, if something is wrong with it
 * @param virtualization how it runs
 * @param snapshots the snapshots that its disks are made of
 * @param created when it was registered
 * @param description what is written beside it
 * @param deprecation when it is deprecated
 * @param guarded whether it is protected from being deregistered
 * @param source what it is a copy of
 * @param tags its tags
 */
public record Ami(
    String id,
    String name,
    State state,
    String reason,
    Virtualization virtualization,
    List<String> snapshots,
    Instant created,
    String description,
    Optional<Instant> deprecation,
    boolean guarded,
    Optional<Source> source,
    Map<String, String> tags) {

  /** Where an AMI stands. */
  public enum State {
    /** It is being made ready. */
    PENDING,
    /** It can be launched. */
    AVAILABLE,
    /** Someone has seen to it that it cannot be launched for now. */
    DISABLED,
    /** It will never be launched. */
    FAILED
  }

  /**
   * Another AMI.
   *
   * @param region where it is
   * @param id its id there
   */
  public record Source(String region, String id) {}

  /** Copies what is listed. */
  public Ami {
    snapshots = List.copyOf(snapshots);
    tags = Map.copyOf(tags);
  }
}
