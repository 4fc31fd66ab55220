package io.github.miragemaven.snapshot;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.aws.Ec2Tags;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Retries;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.aws.Waiting;
import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Finds, awaits, tags and deletes the account's snapshots in a region. */
public final class Snapshots {

  private static final long GIB = 1L << 30;

  /** How long EC2 may still report a snapshot as in use after its AMI was deregistered. */
  private static final Duration LAG = Duration.ofMinutes(1);

  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration COMPLETION = Duration.ofMinutes(30);

  private final Ec2Client ec2;

  /** Creates a client for a region. */
  public Snapshots(AwsRegion region) {
    this.ec2 = region.ec2();
  }

  /** Returns the snapshots that have a tag. */
  public List<StoredSnapshot> tagged(String key, String value) {
    return ec2
        .describeSnapshotsPaginator(
            request ->
                request
                    .ownerIds("self")
                    .filters(Filter.builder().name("tag:" + key).values(value).build()))
        .snapshots()
        .stream()
        .map(Snapshots::stored)
        .toList();
  }

  /** Finds a snapshot; empty if EC2 does not know it, or not yet. */
  public Optional<StoredSnapshot> find(String id) {
    return CallFailure.find(
            () -> ec2.describeSnapshots(request -> request.snapshotIds(id)).snapshots())
        .map(Snapshots::stored);
  }

  /**
   * Waits until a snapshot is complete.
   *
   * @throws EnvironmentFailureException if it fails, is deleted or takes too long
   */
  public StoredSnapshot awaitCompletion(String id, Execution execution)
      throws FailureException, InterruptedException {
    Instant consistent = execution.time().now().plus(Retries.GRACE);
    return new Waiting(execution)
        .until(
            "the snapshot " + id + " is not complete",
            COMPLETION,
            () -> {
              Optional<StoredSnapshot> stored = find(id);
              if (stored.isEmpty() && execution.time().now().isAfter(consistent)) {
                throw new EnvironmentFailureException(
                    "The snapshot %s was deleted before it was complete.%nRun the same command again."
                        .formatted(id));
              }
              if (stored.isPresent() && stored.get().state() == StoredSnapshot.State.FAILED) {
                throw new EnvironmentFailureException(
                    "The snapshot %s could not be completed: %s%nRun the same command again."
                        .formatted(id, stored.get().status().message()));
              }
              return stored.filter(it -> it.state() == StoredSnapshot.State.COMPLETED);
            });
  }

  /** Deletes a snapshot, which need not exist. */
  public void delete(String id) {
    CallFailure.ignoreMissing(() -> ec2.deleteSnapshot(request -> request.snapshotId(id)));
  }

  /** Deletes the snapshot of a deregistered AMI. Retries while EC2 reports it as in use. */
  public void deleteUnused(String id, Time time) throws InterruptedException {
    Instant until = time.now().plus(LAG);
    while (true) {
      try {
        delete(id);
        return;
      } catch (Ec2Exception e) {
        if (!CallFailure.of(e).is("InvalidSnapshot.InUse") || time.now().isAfter(until)) {
          throw e;
        }
        time.pass(PAUSE);
      }
    }
  }

  /** Adds tags to a snapshot, or changes their values. */
  public void tag(String id, Map<String, String> tags) {
    ec2.createTags(request -> request.resources(id).tags(Ec2Tags.of(tags)));
  }

  private static StoredSnapshot stored(
      software.amazon.awssdk.services.ec2.model.Snapshot snapshot) {
    return new StoredSnapshot(
        snapshot.snapshotId(),
        new StoredSnapshot.Status(
            state(snapshot.state()),
            Optional.ofNullable(snapshot.stateMessage()).orElse(""),
            snapshot.startTime(),
            Optional.ofNullable(snapshot.completionTime())),
        snapshot.volumeSize(),
        Optional.ofNullable(snapshot.fullSnapshotSizeInBytes())
            .filter(size -> size > 0)
            .orElse(snapshot.volumeSize() * GIB),
        Optional.ofNullable(snapshot.kmsKeyId()),
        snapshot.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
  }

  private static StoredSnapshot.State state(SnapshotState state) {
    return switch (state) {
      case COMPLETED -> StoredSnapshot.State.COMPLETED;
      case PENDING -> StoredSnapshot.State.PENDING;
      default -> StoredSnapshot.State.FAILED;
    };
  }
}
