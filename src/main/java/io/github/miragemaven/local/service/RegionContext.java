package io.github.miragemaven.local.service;

import io.github.miragemaven.local.machine.RunningMachines;
import io.github.miragemaven.local.state.RegionState;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The parts of a region that its operations use.
 *
 * @param name the region's name
 * @param directory the directory of this region and of the other regions beside it
 * @param state the region's resources
 * @param clock the region's time
 * @param account the account's permissions and settings
 * @param tokens makes and reads page tokens
 * @param machines runs the region's instances
 */
public record RegionContext(
    String name,
    Path directory,
    RegionState state,
    InstantSource clock,
    AccountRules account,
    SealedTokens tokens,
    RunningMachines machines) {

  /** Returns the number of times that a change is described as pending before it is complete. */
  public int polls() {
    return account.polls();
  }
}
