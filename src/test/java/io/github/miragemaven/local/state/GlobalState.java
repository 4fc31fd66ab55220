package io.github.miragemaven.local.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What belongs to no region: it is the same for all regions below a directory.
 *
 * @param lock held by whoever changes records
 * @param zones the hosted zones
 * @param changes their changes
 * @param buckets the buckets, whose names no two regions share
 */
public record GlobalState(
    DirectoryLock lock,
    JsonStore<HostedZone> zones,
    JsonStore<NameChange> changes,
    JsonStore<Bucket> buckets) {

  private static final String NAME = "aws-global";

  /** Opens the state of all regions below a directory, made where it is missing. */
  public static GlobalState open(Path parent) throws IOException {
    Path directory = Files.createDirectories(parent.resolve(NAME));
    GlobalState state =
        new GlobalState(
            new DirectoryLock(directory.resolve("lock")),
            JsonStore.in(directory.resolve("hosted-zones"), HostedZone.class),
            JsonStore.in(directory.resolve("changes"), NameChange.class),
            JsonStore.in(directory.resolve("buckets"), Bucket.class));
    state.lock.hold(
        () -> {
          state.zones.sweep();
          state.changes.sweep();
          state.buckets.sweep();
          return state;
        });
    return state;
  }
}
