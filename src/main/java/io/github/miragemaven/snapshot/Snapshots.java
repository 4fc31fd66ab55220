package io.github.miragemaven.snapshot;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.aws.Ec2Tags;
import io.github.miragemaven.aws.Time;
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

/** The account's snapshots in a region, as EC2 keeps them. */
public final class Snapshots {

  private static final long GIB = 1L << 30;

  /** How long EC2 may take a snapshot for used after its AMI is gone. */
  private static final Duration LAG = Duration.ofMinutes(1);

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Ec2Client ec2;

  /** The snapshots of that region. */
  public Snapshots(AwsRegion region) {
    this.ec2 = region.ec2();
  }

  /** Those that have this tag. */
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

  /** The one with that id; empty if there is none, or not yet. */
  public Optional<StoredSnapshot> find(String id) {
    try {
      return ec2.describeSnapshots(request -> request.snapshotIds(id)).snapshots().stream()
          .map(Snapshots::stored)
          .findFirst();
    } catch (Ec2Exception e) {
      if (CallFailure.of(e).isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Deletes one; it does not matter if it is gone already. */
  public void delete(String id) {
    try {
      ec2.deleteSnapshot(request -> request.snapshotId(id));
    } catch (Ec2Exception e) {
      if (!CallFailure.of(e).isNotFound()) {
        throw e;
      }
    }
  }

  /** Deletes one that an AMI was made of, which may count as used for a while yet. */
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

  /** Adds tags to one, or changes those it has. */
  public void tag(String id, Map<String, String> tags) {
    ec2.createTags(request -> request.resources(id).tags(Ec2Tags.of(tags)));
  }

  private static StoredSnapshot stored(
      software.amazon.awssdk.services.ec2.model.Snapshot snapshot) {
    return new StoredSnapshot(
        snapshot.snapshotId(),
        state(snapshot.state()),
        Optional.ofNullable(snapshot.stateMessage()).orElse(""),
        snapshot.volumeSize(),
        Optional.ofNullable(snapshot.fullSnapshotSizeInBytes())
            .filter(size -> size > 0)
            .orElse(snapshot.volumeSize() * GIB),
        Optional.ofNullable(snapshot.kmsKeyId()),
        snapshot.startTime(),
        Optional.ofNullable(snapshot.completionTime()),
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
