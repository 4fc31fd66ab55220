package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Retries;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.aws.Waiting;
import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Registers AMIs and waits until they are available. RegisterImage takes no client token, so the
 * name makes it idempotent: an AMI with the name is looked up before the call, and after a call
 * that got no response.
 */
final class Registration {

  private static final int SERVER_ERROR = 500;
  private static final Duration AVAILABILITY = Duration.ofMinutes(15);
  private static final Duration COPY = Duration.ofHours(2);
  private static final Duration VISIBLE = Duration.ofMinutes(1);

  private final AwsRegion region;
  private final Amis amis;
  private final Execution execution;
  private final Progress progress;
  private final Time time;

  Registration(AwsRegion region, Execution execution) {
    this.region = region;
    this.amis = new Amis(region);
    this.execution = execution;
    this.progress = execution.progress();
    this.time = execution.time();
  }

  /**
   * Registers an AMI unless it is already registered, possibly with another snapshot of the same
   * image.
   */
  Ami register(AmiSpec spec, String snapshot, CreatedResources created)
      throws FailureException, InterruptedException {
    Optional<Ami> existing = existing(spec);
    if (existing.isPresent()) {
      return available(existing.get().id(), AVAILABILITY);
    }
    String id;
    try {
      id = amis.register(spec, snapshot);
    } catch (SdkException e) {
      Ami found = registeredDespite(spec, e);
      if (!found.snapshots().contains(snapshot)) {
        return available(found.id(), AVAILABILITY); // It belongs to another deployment.
      }
      id = found.id();
    }
    created.ami(id);
    progress.info("registered %s, \"%s\"".formatted(id, spec.name()));
    return available(id, AVAILABILITY);
  }

  /** Copies an AMI from another region unless that has already happened. */
  Ami copy(AmiSpec spec, CopyOrder order, CreatedResources created)
      throws FailureException, InterruptedException {
    Optional<Ami> existing = existing(spec);
    if (existing.isPresent()) {
      return available(existing.get().id(), COPY);
    }
    String id = amis.copy(spec, order);
    created.copy(id);
    progress.info("copying %s from %s to %s".formatted(order.ami(), order.region(), id));
    return available(id, COPY);
  }

  /** Returns the AMI that an earlier run has created. A failed one is deregistered. */
  private Optional<Ami> existing(AmiSpec spec) throws UserFailureException {
    Optional<Ami> named = amis.named(spec.name());
    if (named.isPresent() && named.get().state() == Ami.State.FAILED) {
      amis.deregister(named.get().id());
      return Optional.empty();
    }
    if (named.isPresent()) {
      requireSame(named.get(), spec);
    }
    return named;
  }

  /** Returns the AMI if a failed call has registered it, or another one had. */
  private Ami registeredDespite(AmiSpec spec, SdkException failure)
      throws FailureException, InterruptedException {
    CallFailure call = CallFailure.of(failure);
    boolean mayExist =
        call.status() == 0 || call.status() >= SERVER_ERROR || call.is("InvalidAMIName.Duplicate");
    if (!mayExist) {
      throw failure;
    }
    Instant until = time.now().plus(VISIBLE);
    Ami found =
        new Waiting(execution)
            .until(
                "the AMI \"" + spec.name() + "\" is not listed",
                VISIBLE,
                () -> {
                  Optional<Ami> named = amis.named(spec.name());
                  if (named.isEmpty() && time.now().isAfter(until)) {
                    throw failure;
                  }
                  return named;
                });
    return requireSame(found, spec);
  }

  private Ami requireSame(Ami found, AmiSpec spec) throws UserFailureException {
    boolean same =
        same(found, spec, TagKeys.PROJECT)
            && same(found, spec, TagKeys.IMAGE)
            && same(found, spec, TagKeys.SETTINGS);
    if (!same) {
      throw new UserFailureException(
          "The name \"%s\" in %s has meanwhile been taken by %s.%nPut {digest} into <amiName> (-Dmirage.amiName=%s)."
              .formatted(spec.name(), region.name(), found.id(), AmiName.DEFAULT));
    }
    return found;
  }

  private static boolean same(Ami ami, AmiSpec spec, String tag) {
    return spec.tags().get(tag).equals(ami.tags().get(tag));
  }

  /** Waits until an AMI is available. */
  Ami available(String id) throws FailureException, InterruptedException {
    return available(id, COPY);
  }

  private Ami available(String id, Duration limit) throws FailureException, InterruptedException {
    Instant known = time.now().plus(Retries.GRACE);
    return new Waiting(execution)
        .until(
            "the AMI " + id + " is not available",
            limit,
            () -> {
              Optional<Ami> ami = amis.find(id);
              if (ami.isEmpty() && time.now().isAfter(known)) {
                throw new EnvironmentFailureException(
                    "The AMI %s has been deregistered.%nRun the same command again.".formatted(id));
              }
              return ami.isPresent() ? ready(ami.get()) : ami;
            });
  }

  private Optional<Ami> ready(Ami ami) throws FailureException {
    return switch (ami.state()) {
      case PENDING -> Optional.empty();
      case AVAILABLE -> Optional.of(ami);
      case DISABLED -> throw new UserFailureException(disabled(ami, region.name()));
      case FAILED ->
          throw new EnvironmentFailureException(
              "The AMI %s did not become available: %s.%nRun the same command again."
                  .formatted(ami.id(), ami.reason()));
    };
  }

  /** Explains that an AMI is disabled. */
  static String disabled(Ami ami, String region) {
    return "The AMI %s, \"%s\", is disabled.%nEnable it: aws ec2 enable-image --region %s --image-id %s, or deregister it."
        .formatted(ami.id(), ami.name(), region, ami.id());
  }
}
