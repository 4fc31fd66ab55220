package io.github.miragemaven.local.service;

import io.github.miragemaven.local.machine.MachineRoom;
import io.github.miragemaven.local.state.Image;
import io.github.miragemaven.local.state.RegionState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

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
 * @param quotas the quotas that are not the usual ones
 * @param everyBucketOwned whether each bucket that is asked for comes into being
 * @param importRole the role that disk images can be imported by; empty for none
 * @param importRoleBlind whether that role may not read the buckets
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
    Map<Quota, Long> quotas,
    boolean everyBucketOwned,
    String importRole,
    boolean importRoleBlind,
    MachineRoom machines) {

  /** Copies the quotas. */
  public RegionContext {
    quotas = Map.copyOf(quotas);
  }

  /** Whether the region holds as much as a quota allows; under the lock. */
  public boolean isFull(Quota quota) throws IOException {
    long present =
        switch (quota) {
          case SNAPSHOTS -> state.snapshots().size();
          case AMIS -> state.images().size();
          case PUBLIC_AMIS -> state.images().all().stream().filter(Image::isPublic).count();
        };
    return present >= quotas.getOrDefault(quota, quota.usual());
  }
}
