package io.github.miragemaven.local.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Resources that belong to no region: they are the same for all regions in a directory.
 *
 * @param lock held while records are changed
 * @param zones the hosted zones
 * @param changes the changes of the zones
 * @param buckets the buckets, whose names are unique across regions
 */
public record GlobalState(
    DirectoryLock lock,
    JsonStore<HostedZone> zones,
    JsonStore<NameChange> changes,
    JsonStore<Bucket> buckets) {

  private static final String NAME = "aws-global";

  /** Opens the global state in a directory, creating it if it is missing. */
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
