package io.github.miragemaven.local.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An Auto Scaling group. Its instances are only counted and do not run.
 *
 * @param name its name
 * @param launch its launch settings
 * @param size the number of its instances
 * @param refreshes its instance refreshes, newest first
 */
public record ScalingGroup(String name, Launch launch, int size, List<Refresh> refreshes) {

  /**
   * The launch settings of a group: one of the three.
   *
   * @param template a version of a launch template
   * @param configuration the name of a launch configuration
   * @param mixed a version of a launch template, in a mixed instances policy
   */
  public record Launch(
      Optional<Template> template, Optional<String> configuration, Optional<Template> mixed) {}

  /**
   * A version of a launch template.
   *
   * @param id the template's id
   * @param name the template's name
   * @param version the version's number, {@code $Latest} or {@code $Default}
   */
  public record Template(String id, String name, String version) {

    /** Tells whether its version changes when a new version is created or made the default. */
    @JsonIgnore
    public boolean isMoving() {
      return version.startsWith("$");
    }
  }

  /** Copies the refreshes. */
  public ScalingGroup {
    refreshes = List.copyOf(refreshes);
  }

  /** Returns the active refresh. */
  public Optional<Refresh> active() {
    return refreshes.stream().filter(Refresh::isActive).findFirst();
  }

  /** Returns this group with a refresh, replacing the one with its ID. */
  public ScalingGroup with(Refresh refresh) {
    List<Refresh> all = new ArrayList<>(refreshes);
    all.removeIf(one -> one.id().equals(refresh.id()));
    all.add(0, refresh);
    return new ScalingGroup(name, launch, size, all);
  }

  /** Returns this group after its refreshes were described once more. */
  public ScalingGroup polled() {
    Optional<Refresh> active = active();
    if (active.isEmpty()) {
      return this;
    }
    Refresh next = active.get().polled();
    boolean done = next.phase() == Refresh.Phase.SUCCESSFUL;
    Launch then =
        done && next.desired().isPresent()
            ? new Launch(next.desired(), Optional.empty(), Optional.empty())
            : launch;
    return new ScalingGroup(name, then, size, refreshes).with(next);
  }
}
