package io.github.miragemaven.local.service;

import io.github.miragemaven.local.machine.MachineRoom;
import io.github.miragemaven.local.state.RegionState;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What every operation of a region may need.
 *
 * @param name the region's name
 * @param directory where it and its sisters are kept
 * @param state what it holds
 * @param clock its time
 * @param polls how often what is new, or changes, is described as pending
 * @param policy what the caller may do
 * @param tokens makes and reads the tokens that lists give out
 * @param encryptionByDefault whether every new snapshot is encrypted
 * @param publicSharingBlocked whether no AMI may be shared with everyone
 * @param machines what its instances run on
 */
public record RegionContext(
    String name,
    Path directory,
    RegionState state,
    InstantSource clock,
    int polls,
    Policy policy,
    SealedTokens tokens,
    boolean encryptionByDefault,
    boolean publicSharingBlocked,
    MachineRoom machines) {}
