package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.RemovalCommand;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.snapshot.Snapshots;
import java.util.ArrayDeque;
import java.util.Deque;
import software.amazon.awssdk.core.exception.SdkException;

/** What a deployment has made in a region, to be removed again if it fails. */
final class Made {

  private record Thing(String id, boolean ami) {}

  private final AwsRegion region;
  private final Progress progress;
  private final Deque<Thing> things = new ArrayDeque<>();

  Made(AwsRegion region, Progress progress) {
    this.region = region;
    this.progress = progress;
  }

  synchronized void snapshot(String id) {
    things.push(new Thing(id, false));
  }

  synchronized void ami(String id) {
    things.push(new Thing(id, true));
  }

  /** Removes all of it, what was made last first, and says what could not be removed. */
  synchronized void remove() {
    while (!things.isEmpty()) {
      Thing thing = things.pop();
      try {
        if (thing.ami()) {
          new Amis(region).deregister(thing.id());
        } else {
          new Snapshots(region).delete(thing.id());
        }
        progress.info("removed %s".formatted(thing.id()));
      } catch (SdkException e) {
        progress.warn(
            "%s could not be removed: %s%nThe next mvn deploy will, or: %s"
                .formatted(thing.id(), e.getMessage(), command(thing)));
      }
    }
  }

  private String command(Thing thing) {
    return thing.ami()
        ? RemovalCommand.ofAmi(region.name(), thing.id())
        : RemovalCommand.ofSnapshot(region.name(), thing.id());
  }
}
