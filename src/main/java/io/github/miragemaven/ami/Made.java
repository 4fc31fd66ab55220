package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.RemovalCommand;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.snapshot.Snapshots;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** What a deployment has made in a region, to be removed again if it fails. */
final class Made {

  private enum Kind {
    SNAPSHOT,
    AMI,
    /** An AMI that brought its snapshots with it. */
    COPY
  }

  private record Thing(Kind kind, String id) {}

  private final AwsRegion region;
  private final Progress progress;
  private final Time time;
  private final Deque<Thing> things = new ArrayDeque<>();

  Made(AwsRegion region, Progress progress, Time time) {
    this.region = region;
    this.progress = progress;
    this.time = time;
  }

  synchronized void snapshot(String id) {
    things.push(new Thing(Kind.SNAPSHOT, id));
  }

  synchronized void ami(String id) {
    things.push(new Thing(Kind.AMI, id));
  }

  synchronized void copy(String id) {
    things.push(new Thing(Kind.COPY, id));
  }

  /** Removes all of it, what was made last first, and says what could not be removed. */
  synchronized void remove() throws InterruptedException {
    while (!things.isEmpty()) {
      Thing thing = things.pop();
      try {
        remove(thing);
        progress.info("removed %s".formatted(thing.id()));
      } catch (SdkException e) {
        progress.warn(
            "%s could not be removed: %s%nThe next mvn deploy will, or: %s"
                .formatted(thing.id(), e.getMessage(), command(thing)));
      }
    }
  }

  private void remove(Thing thing) throws InterruptedException {
    Amis amis = new Amis(region);
    switch (thing.kind()) {
      case SNAPSHOT -> new Snapshots(region).deleteUnused(thing.id(), time);
      case AMI -> amis.deregister(thing.id());
      case COPY -> {
        Optional<Ami> copy = amis.find(thing.id());
        amis.deregister(thing.id());
        copy.map(Ami::snapshots).orElse(List.of()).forEach(this::snapshot);
      }
    }
  }

  private String command(Thing thing) {
    return thing.kind() == Kind.SNAPSHOT
        ? RemovalCommand.ofSnapshot(region.name(), thing.id())
        : RemovalCommand.ofAmi(region.name(), thing.id());
  }
}
