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
 * Registers AMIs and waits for them. A registration has no token by which it could be created twice
 * with the effect of once, so that the AMI's name has to do: before, and where no answer came, the
 * one of that name is looked for.
 */
final class Registration {

  private static final int SERVER_ERROR = 500;
  private static final Duration AVAILABILITY = Duration.ofMinutes(15);
  private static final Duration COPY = Duration.ofHours(2);
  private static final Duration LISTED = Duration.ofMinutes(1);

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

  /** Registers the AMI, or finds that it is registered. */
  Ami register(AmiSpec spec, String snapshot, CreatedResources created)
      throws FailureException, InterruptedException {
    Optional<Ami> before = before(spec);
    if (before.isPresent()) {
      return available(before.get().id(), AVAILABILITY);
    }
    String id;
    try {
      id = amis.register(spec, snapshot);
    } catch (SdkException e) {
      id = registeredAllTheSame(spec, e);
    }
    created.ami(id);
    progress.info("registered %s, \"%s\"".formatted(id, spec.name()));
    return available(id, AVAILABILITY);
  }

  /** Copies an AMI of another region to this one. */
  Ami copy(AmiSpec spec, CopyOrder order, CreatedResources created)
      throws FailureException, InterruptedException {
    Optional<Ami> before = before(spec);
    if (before.isPresent()) {
      return available(before.get().id(), COPY);
    }
    String id = amis.copy(spec, order);
    created.copy(id);
    progress.info("copying %s from %s to %s".formatted(order.ami(), order.region(), id));
    return available(id, COPY);
  }

  /** The AMI that a run before this one has created. One that is of no use makes room. */
  private Optional<Ami> before(AmiSpec spec) throws UserFailureException {
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

  /** The AMI of that name, where a registration was refused for it or got no answer. */
  private String registeredAllTheSame(AmiSpec spec, SdkException failure)
      throws FailureException, InterruptedException {
    CallFailure call = CallFailure.of(failure);
    boolean perhaps =
        call.status() == 0 || call.status() >= SERVER_ERROR || call.is("InvalidAMIName.Duplicate");
    if (!perhaps) {
      throw failure;
    }
    Instant until = time.now().plus(LISTED);
    Ami found =
        new Waiting(execution)
            .until(
                "the AMI \"" + spec.name() + "\" is not listed",
                LISTED,
                () -> {
                  Optional<Ami> named = amis.named(spec.name());
                  if (named.isEmpty() && time.now().isAfter(until)) {
                    throw failure;
                  }
                  return named;
                });
    return requireSame(found, spec).id();
  }

  private Ami requireSame(Ami found, AmiSpec spec) throws UserFailureException {
    boolean same =
        same(found, spec, TagKeys.PROJECT)
            && same(found, spec, TagKeys.IMAGE)
            && same(found, spec, TagKeys.SETTINGS);
    if (!same) {
      throw new UserFailureException(
          "The name \"%s\" in %s was taken meanwhile by %s.%nPut {digest} into <amiName> (-Dmirage.amiName=%s)."
              .formatted(spec.name(), region.name(), found.id(), AmiName.DEFAULT));
    }
    return found;
  }

  private static boolean same(Ami ami, AmiSpec spec, String tag) {
    return spec.tags().get(tag).equals(ami.tags().get(tag));
  }

  /** Waits until an AMI can be launched. */
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
                    "The AMI %s is gone: someone has deregistered it.%nRun the same command again."
                        .formatted(id));
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

  /** What to do about an AMI that someone has disabled. */
  static String disabled(Ami ami, String region) {
    return "The AMI %s, \"%s\", is disabled.%nEnable it: aws ec2 enable-image --region %s --image-id %s, or deregister it."
        .formatted(ami.id(), ami.name(), region, ami.id());
  }
}
