package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.RemovalCommand;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.snapshot.Snapshots;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** The resources that a deployment has created in a region, to be removed if it fails. */
final class CreatedResources {

  private interface Removal {
    void run() throws InterruptedException;
  }

  private record Resource(String id, String removalCommand, Removal removal) {}

  private final AwsRegion region;
  private final Amis amis;
  private final Execution execution;
  private final Deque<Resource> resources = new ArrayDeque<>();

  CreatedResources(AwsRegion region, Execution execution) {
    this.region = region;
    this.amis = new Amis(region);
    this.execution = execution;
  }

  synchronized void snapshot(String id) {
    resources.push(
        new Resource(
            id,
            RemovalCommand.ofSnapshot(region.name(), id),
            () -> new Snapshots(region).deleteUnused(id, execution.time())));
  }

  synchronized void ami(String id) {
    ami(id, () -> amis.deregister(id));
  }

  /** Adds an AMI that was copied with its snapshots. */
  synchronized void copy(String id) {
    ami(
        id,
        () -> {
          Optional<Ami> copy = amis.find(id);
          amis.deregister(id);
          copy.map(Ami::snapshots).orElse(List.of()).forEach(this::snapshot);
        });
  }

  private void ami(String id, Removal removal) {
    resources.push(new Resource(id, RemovalCommand.ofAmi(region.name(), id), removal));
  }

  /** Returns true if this deployment has created the resource and not removed it. */
  synchronized boolean contains(String id) {
    return resources.stream().anyMatch(resource -> resource.id().equals(id));
  }

  /** Removes the resources, newest first, and reports those that could not be removed. */
  synchronized void remove() throws InterruptedException {
    Progress progress = execution.progress();
    while (!resources.isEmpty()) {
      Resource resource = resources.pop();
      try {
        resource.removal().run();
        progress.info("removed " + resource.id());
      } catch (SdkException e) {
        progress.warn(
            "%s could not be removed: %s%nThe next mvn deploy removes it, or: %s"
                .formatted(resource.id(), e.getMessage(), resource.removalCommand()));
      }
    }
  }
}
