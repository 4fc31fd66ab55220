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
    DirectoryLock lock, Shelf<HostedZone> zones, Shelf<NameChange> changes, Shelf<Bucket> buckets) {

  private static final String NAME = "aws-global";

  /** Opens the state of all regions below a directory, made where it is missing. */
  public static GlobalState open(Path parent) throws IOException {
    Path directory = Files.createDirectories(parent.resolve(NAME));
    GlobalState state =
        new GlobalState(
            new DirectoryLock(directory.resolve("lock")),
            Shelf.in(directory.resolve("hosted-zones"), HostedZone.class),
            Shelf.in(directory.resolve("changes"), NameChange.class),
            Shelf.in(directory.resolve("buckets"), Bucket.class));
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
