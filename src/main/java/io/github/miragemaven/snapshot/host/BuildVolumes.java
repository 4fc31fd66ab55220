package io.github.miragemaven.snapshot.host;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.aws.Ec2Tags;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.Waiting;
import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.snapshot.Encryption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/** Creates and deletes the temporary volumes that images are written to. */
final class BuildVolumes {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final AwsRegion region;
  private final Ec2Client ec2;
  private final Progress progress;
  private final Waiting waiting;

  BuildVolumes(AwsRegion region, Execution execution) {
    this.region = region;
    this.ec2 = region.ec2();
    this.progress = execution.progress();
    this.waiting = new Waiting(execution);
  }

  /**
   * Creates a volume.
   *
   * @param token the idempotency token: a second request with it creates no second volume
   * @return its ID
   */
  String create(
      String token, String zone, int gib, Encryption encryption, Map<String, String> tags) {
    Map<String, String> all = new TreeMap<>(tags);
    all.put(TagKeys.ROLE, TagKeys.BUILD);
    return ec2.createVolume(
            request -> {
              request
                  .clientToken(token)
                  .availabilityZone(zone)
                  .size(gib)
                  .volumeType(VolumeType.GP3)
                  .tagSpecifications(Ec2Tags.of(ResourceType.VOLUME, all));
              if (encryption.enabled()) {
                request.encrypted(true);
                encryption.kmsKeyArn().ifPresent(request::kmsKeyId);
              }
            })
        .volumeId();
  }

  /** Attaches a volume to the host, and waits until it is attached. */
  void attach(String volume, BuildHost host, String device)
      throws FailureException, InterruptedException {
    awaitAvailable(volume);
    ec2.attachVolume(request -> request.volumeId(volume).instanceId(host.id()).device(device));
    until(
        volume,
        "attached",
        found ->
            found.state() == VolumeState.IN_USE
                && found.attachments().stream()
                    .anyMatch(to -> to.state() == VolumeAttachmentState.ATTACHED));
  }

  /** Detaches a volume, and waits until it is available. */
  void detach(String volume) throws FailureException, InterruptedException {
    ec2.detachVolume(request -> request.volumeId(volume));
    awaitAvailable(volume);
  }

  /** Starts a snapshot of a volume, and returns the snapshot's ID. */
  String snapshot(String volume, String description, Map<String, String> tags) {
    return ec2.createSnapshot(
            request ->
                request
                    .volumeId(volume)
                    .description(description)
                    .tagSpecifications(Ec2Tags.of(ResourceType.SNAPSHOT, tags)))
        .snapshotId();
  }

  /** Returns the IDs of the volumes that killed deployments left behind. */
  List<String> leftovers(String project, String origin) {
    return ec2
        .describeVolumesPaginator(
            request ->
                request.filters(
                    filter(TagKeys.PROJECT, project),
                    filter(TagKeys.ORIGIN, origin),
                    filter(TagKeys.ROLE, TagKeys.BUILD)))
        .volumes()
        .stream()
        .map(Volume::volumeId)
        .toList();
  }

  /** Detaches and deletes a volume, and logs a warning if that fails. */
  void remove(String volume) throws InterruptedException {
    try {
      Optional<Volume> found = find(volume);
      if (found.isPresent() && !found.get().attachments().isEmpty()) {
        detach(volume);
      }
      if (found.isPresent()) {
        awaitAvailable(volume);
        ec2.deleteVolume(request -> request.volumeId(volume));
      }
    } catch (SdkException | FailureException e) {
      progress.warn(
          "The volume %s could not be deleted: %s%nThe next mvn deploy will try again. To delete it now: aws ec2 delete-volume --region %s --volume-id %s"
              .formatted(volume, e.getMessage(), region.name(), volume));
    }
  }

  private void awaitAvailable(String volume) throws FailureException, InterruptedException {
    until(volume, "available", found -> found.state() == VolumeState.AVAILABLE);
  }

  private void until(String volume, String state, Predicate<Volume> condition)
      throws FailureException, InterruptedException {
    waiting.until(
        "the volume %s is not %s".formatted(volume, state),
        LIMIT,
        () -> {
          Optional<Volume> found = find(volume);
          if (found.isPresent() && found.get().state() == VolumeState.ERROR) {
            throw new EnvironmentFailureException(
                "EC2 could not create the volume %s: its state is error.%nRun the same command again; if <kmsKey> is set, check that EBS may use the key."
                    .formatted(volume));
          }
          return found.filter(condition);
        });
  }

  private Optional<Volume> find(String volume) {
    return CallFailure.find(
        () -> ec2.describeVolumes(request -> request.volumeIds(volume)).volumes());
  }

  private static Filter filter(String tag, String value) {
    return Filter.builder().name("tag:" + tag).values(value).build();
  }
}
