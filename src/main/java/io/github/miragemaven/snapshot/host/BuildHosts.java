package io.github.miragemaven.snapshot.host;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.aws.Waiting;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Finds the build host of a region, and starts and stops it. */
final class BuildHosts {

  private static final Duration START = Duration.ofMinutes(10);

  /**
   * Longer than any upload. Leases expire so that a killed deployment does not keep the host
   * running.
   */
  private static final Duration LEASE = Duration.ofHours(6);

  private final AwsRegion region;
  private final Ec2Client ec2;
  private final HostSettings settings;
  private final Execution execution;
  private final Progress progress;
  private final Time time;

  BuildHosts(AwsRegion region, HostSettings settings, Execution execution) {
    this.region = region;
    this.ec2 = region.ec2();
    this.settings = settings;
    this.execution = execution;
    this.progress = execution.progress();
    this.time = execution.time();
  }

  /** Finds the build host, which must be the only instance with its tag. */
  BuildHost find() throws UserFailureException {
    List<Instance> tagged = tagged();
    String tag = settings.tagKey() + "=" + settings.tagValue();
    if (tagged.isEmpty()) {
      throw new UserFailureException(
          "No instance in %s has the tag %s, which identifies the build host.%nTag one (aws ec2 create-tags), set another tag (-Dmirage.host.tag=...), or upload without a host (-Dmirage.deploy.strategy=direct)."
              .formatted(region.name(), tag));
    }
    if (tagged.size() > 1) {
      throw new UserFailureException(
          "%d instances in %s have the tag %s: %s.%nSet a tag that only the build host has (-Dmirage.host.tag=...)."
              .formatted(
                  tagged.size(),
                  region.name(),
                  tag,
                  tagged.stream().map(Instance::instanceId).collect(Collectors.joining(", "))));
    }
    return host(tagged.get(0));
  }

  private List<Instance> tagged() {
    return ec2
        .describeInstancesPaginator(
            request ->
                request.filters(
                    filter("tag:" + settings.tagKey(), settings.tagValue()),
                    filter("instance-state-name", "pending", "running", "stopping", "stopped")))
        .reservations()
        .stream()
        .flatMap(reservation -> reservation.instances().stream())
        .toList();
  }

  /** Finds the host if a deployment started it and did not stop it. */
  Optional<BuildHost> findStartedByDeployment() {
    List<BuildHost> tagged = tagged().stream().map(BuildHosts::host).toList();
    return tagged.size() == 1
        ? tagged.stream().filter(host -> host.started().isPresent()).findFirst()
        : Optional.empty();
  }

  /**
   * Starts the host if it is stopped. A tag records that a deployment started it and has to stop
   * it; a lease keeps concurrent deployments from stopping it.
   *
   * @param holder identifies the deployment by its directory and machine
   */
  BuildHost acquire(BuildHost host, String holder) throws FailureException, InterruptedException {
    if (host.startedOnDemand()) {
      tag(host, TagKeys.LEASE + holder, time.now().plus(LEASE).toString());
    }
    if (!host.running()) {
      progress.info("starting the build host %s".formatted(host.id()));
      tag(host, TagKeys.STARTED, time.now().toString());
    }
    return awaitRunning(host);
  }

  /** Waits until it is running, and starts it if it has been stopped in the meantime. */
  BuildHost awaitRunning(BuildHost host) throws FailureException, InterruptedException {
    return new Waiting(execution)
        .until(
            "the build host " + host.id() + " is not running",
            START,
            () -> {
              Instance now = described(host.id());
              if (now.state().name() == InstanceStateName.STOPPED) {
                ec2.startInstances(request -> request.instanceIds(host.id()));
              }
              return Optional.of(host(now)).filter(BuildHost::running);
            });
  }

  /**
   * Stops the host if a deployment started it and no other deployment has a lease.
   *
   * @param host the host as it was before {@link #acquire}
   * @param holder the deployment whose lease ends
   */
  void release(BuildHost host, String holder) {
    if (!host.startedOnDemand()) {
      return;
    }
    try {
      untag(host, Tag.builder().key(TagKeys.LEASE + holder).build());
      BuildHost now = host(described(host.id()));
      Optional<Instant> leased = now.leasedUntil(time.now());
      if (leased.isPresent()) {
        progress.info(
            "left the build host %s running: another deployment uses it, until %s at the latest"
                .formatted(host.id(), leased.get().truncatedTo(ChronoUnit.SECONDS)));
        return;
      }
      ec2.stopInstances(request -> request.instanceIds(host.id()));
      for (String lease : now.leases().keySet()) {
        untag(host, Tag.builder().key(lease).build());
      }
      // Only with this value: another deployment may be starting the host and have tagged it again.
      now.started()
          .ifPresent(when -> untag(host, Tag.builder().key(TagKeys.STARTED).value(when).build()));
      progress.info("stopped the build host %s".formatted(host.id()));
    } catch (SdkException e) {
      progress.warn(
          "The build host %s could not be stopped: %s%nThe next mvn deploy will try again. To stop it now: aws ec2 stop-instances --region %s --instance-ids %s"
              .formatted(host.id(), e.getMessage(), region.name(), host.id()));
    }
  }

  private void tag(BuildHost host, String key, String value) {
    ec2.createTags(
        request -> request.resources(host.id()).tags(Tag.builder().key(key).value(value).build()));
  }

  private void untag(BuildHost host, Tag tag) {
    ec2.deleteTags(request -> request.resources(host.id()).tags(tag));
  }

  private Instance described(String id) {
    return ec2.describeInstances(request -> request.instanceIds(id))
        .reservations()
        .get(0)
        .instances()
        .get(0);
  }

  private static BuildHost host(Instance instance) {
    return new BuildHost(
        instance.instanceId(),
        instance.placement().availabilityZone(),
        instance.state().name() == InstanceStateName.RUNNING,
        instance.tags().stream()
            .filter(tag -> tag.key().equals(TagKeys.STARTED))
            .map(Tag::value)
            .findFirst(),
        leases(instance),
        addresses(instance),
        instance.blockDeviceMappings().stream().map(disk -> disk.deviceName()).toList());
  }

  private static Map<String, String> addresses(Instance instance) {
    Map<String, String> addresses = new TreeMap<>();
    Optional.ofNullable(instance.publicIpAddress())
        .filter(address -> !address.isEmpty())
        .ifPresent(address -> addresses.put("public", address));
    Optional.ofNullable(instance.privateIpAddress())
        .ifPresent(address -> addresses.put("private", address));
    return addresses;
  }

  private static Map<String, Instant> leases(Instance instance) {
    Map<String, Instant> leases = new TreeMap<>();
    for (Tag tag : instance.tags()) {
      if (tag.key().startsWith(TagKeys.LEASE)) {
        time(tag.value()).ifPresent(end -> leases.put(tag.key(), end));
      }
    }
    return leases;
  }

  /** Parses a lease's expiration time; empty if the tag has no time and so is not a lease. */
  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }
}
