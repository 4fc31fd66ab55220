package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.RemovalCommand;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.snapshot.Snapshots;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** The resources that a deployment has created in a region, to be removed if it fails. */
final class CreatedResources {

  private enum Kind {
    SNAPSHOT,
    AMI,
    /** An AMI that was copied with its snapshots. */
    COPY
  }

  private record Resource(Kind kind, String id) {}

  private final AwsRegion region;
  private final Progress progress;
  private final Time time;
  private final Deque<Resource> resources = new ArrayDeque<>();

  CreatedResources(AwsRegion region, Execution execution) {
    this.region = region;
    this.progress = execution.progress();
    this.time = execution.time();
  }

  synchronized void snapshot(String id) {
    resources.push(new Resource(Kind.SNAPSHOT, id));
  }

  synchronized void ami(String id) {
    resources.push(new Resource(Kind.AMI, id));
  }

  synchronized void copy(String id) {
    resources.push(new Resource(Kind.COPY, id));
  }

  /** Removes the resources, newest first, and reports those that could not be removed. */
  synchronized void remove() throws InterruptedException {
    while (!resources.isEmpty()) {
      Resource resource = resources.pop();
      try {
        remove(resource);
        progress.info("removed %s".formatted(resource.id()));
      } catch (SdkException e) {
        progress.warn(
            "%s could not be removed: %s%nThe next mvn deploy removes it, or: %s"
                .formatted(resource.id(), e.getMessage(), command(resource)));
      }
    }
  }

  private void remove(Resource resource) throws InterruptedException {
    Amis amis = new Amis(region);
    switch (resource.kind()) {
      case SNAPSHOT -> new Snapshots(region).deleteUnused(resource.id(), time);
      case AMI -> amis.deregister(resource.id());
      case COPY -> {
        Optional<Ami> copy = amis.find(resource.id());
        amis.deregister(resource.id());
        copy.map(Ami::snapshots).orElse(List.of()).forEach(this::snapshot);
      }
    }
  }

  private String command(Resource resource) {
    return resource.kind() == Kind.SNAPSHOT
        ? RemovalCommand.ofSnapshot(region.name(), resource.id())
        : RemovalCommand.ofAmi(region.name(), resource.id());
  }
}
