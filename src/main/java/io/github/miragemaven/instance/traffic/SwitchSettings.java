package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.instance.Retirement;
import io.github.miragemaven.instance.verify.VerifySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of a switch or rollback.
 *
 * @param region the region
 * @param name the public name whose traffic is rerouted
 * @param choice the instance that a switch routes to
 * @param retention what happens to the replaced instance
 * @param waitLimit the limit of each wait; empty for its default
 * @param verify the expected site of the instance that a rollback routes to; empty to skip the
 *     verification
 * @param directory {@code target/mirage}, which is locked meanwhile
 */
public record SwitchSettings(
    String region,
    PublicName name,
    Choice choice,
    Retention retention,
    Optional<Duration> waitLimit,
    Optional<VerifySettings> verify,
    Path directory) {

  /**
   * Chooses the instance that a switch routes to.
   *
   * @param instance its ID; empty for the newest verified one
   * @param unverified whether it may be unverified
   */
  public record Choice(Optional<String> instance, boolean unverified) {

    /** Chooses the newest verified instance. */
    public static final Choice NEWEST = new Choice(Optional.empty(), false);
  }

  /**
   * Decides what happens to the replaced instance.
   *
   * @param keep how long it keeps running; zero for not at all
   * @param then what happens to it afterwards
   */
  public record Retention(Duration keep, Retirement.Then then) {}
}
