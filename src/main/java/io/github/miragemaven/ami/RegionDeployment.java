package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.kernel.Virtualization;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.snapshot.Snapshot;
import io.github.miragemaven.snapshot.Snapshots;
import io.github.miragemaven.snapshot.StoredSnapshot;
import io.github.miragemaven.snapshot.Uploader;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A deployment in one region: upload, register, wait, and leave nothing else behind. */
final class RegionDeployment {

  private final AwsRegion region;
  private final Project project;
  private final DeploySettings settings;
  private final Execution execution;
  private final Progress progress;
  private final Time time;
  private final Snapshots snapshots;
  private final Amis amis;
  private final Uploader uploader;
  private final Registration registration;
  private final RegionPlanner planner;

  RegionDeployment(
      AwsRegion region,
      DiskImage image,
      Virtualization virtualization,
      Project project,
      DeploySettings settings,
      Execution execution) {
    this.region = region;
    this.project = project;
    this.settings = settings;
    this.execution = execution;
    this.progress = execution.progress();
    this.time = execution.time();
    this.snapshots = new Snapshots(region);
    this.amis = new Amis(region);
    this.uploader = settings.strategy().uploader(region, settings.upload(), execution);
    this.registration = new Registration(region, execution);
    this.planner =
        new RegionPlanner(region, image, virtualization, project, settings, uploader, execution);
  }

  /** Looks at what is there, and at all that could be in the way. Nothing is changed. */
  RegionPlan plan() throws FailureException, IOException, InterruptedException {
    return planner.plan();
  }

  /** Looks whether the account may register the AMI, where there is one to be created. */
  void requireMayRegister(RegionPlan plan) {
    if (plan.existing().isEmpty()) {
      new Preflight(region).requireMayRegister(plan.spec());
    }
  }

  /** Carries the plan out. What a failed deployment has created is removed again. */
  Deployed deploy(RegionPlan plan) throws FailureException, IOException, InterruptedException {
    if (plan.existing().isPresent()) {
      Ami found = registration.available(plan.existing().get().id());
      return finished(plan, found, disk(found), Deployed.Way.FOUND);
    }
    return undoneIfItFails(
        created -> {
          Snapshot snapshot = snapshot(plan, created);
          Ami ami = registration.register(plan.spec(), snapshot.id(), created);
          return finished(plan, ami, snapshot.id(), Deployed.Way.REGISTERED);
        });
  }

  /** Copies the AMI from where it has been deployed. */
  Deployed copy(RegionPlan plan, Deployed source)
      throws FailureException, IOException, InterruptedException {
    CopyOrder copy =
        new CopyOrder(
            source.region(),
            source.ami().id(),
            plan.order().encryption(),
            plan.order().tags(),
            UUID.randomUUID().toString());
    return undoneIfItFails(
        created -> {
          Ami ami = registration.copy(plan.spec(), copy, created);
          return finished(plan, ami, disk(ami), Deployed.Way.COPIED);
        });
  }

  private interface Undertaking {
    Deployed carryOut(CreatedResources created)
        throws FailureException, IOException, InterruptedException;
  }

  private Deployed undoneIfItFails(Undertaking undertaking)
      throws FailureException, IOException, InterruptedException {
    CreatedResources created = new CreatedResources(region, execution);
    boolean done = false;
    try {
      Deployed deployed = undertaking.carryOut(created);
      done = true;
      return deployed;
    } finally {
      if (!done) {
        boolean interrupted = Thread.interrupted();
        created.remove();
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private Snapshot snapshot(RegionPlan plan, CreatedResources created)
      throws FailureException, IOException, InterruptedException {
    if (plan.reusable().isPresent()) {
      StoredSnapshot stored = plan.reusable().get();
      Optional<Snapshot> reused = uploader.reuse(plan.order(), stored);
      if (reused.isPresent()) {
        progress.info("%s holds the image already".formatted(stored.id()));
        return reused.get();
      }
    }
    return uploader.upload(plan.order(), created::snapshot);
  }

  /** What may be changed on an AMI that is there: so this is done to an older one as well. */
  private Deployed finished(RegionPlan plan, Ami ami, String snapshot, Deployed.Way way)
      throws IOException, InterruptedException {
    Map<String, String> tags =
        way == Deployed.Way.FOUND ? settings.ami().tags() : plan.spec().tags();
    if (!ami.tags().entrySet().containsAll(tags.entrySet())) {
      amis.tag(ami.id(), tags);
    }
    if (!ami.description().equals(plan.spec().description())) {
      amis.describe(ami.id(), plan.spec().description());
    }
    if (!settings.ami().launchPermissions().isEmpty()) {
      new Sharing(region, progress).share(ami.id(), settings.ami().launchPermissions());
    }
    deprecate(ami);
    boolean changed = uploader.removeLeftovers(plan.order().tags()) || way != Deployed.Way.FOUND;
    Inventory inventory = changed ? Inventory.of(region, project) : plan.inventory();
    tidyUp(inventory, snapshot);
    return new Deployed(plan.region(), plan.account(), ami, snapshot, way);
  }

  /** EC2 takes no date of the past: what has reached its age meanwhile stays as it is. */
  private void deprecate(Ami ami) {
    Optional<Instant> wanted = settings.ami().deprecation().map(d -> d.of(ami.created()));
    if (wanted.isEmpty() || wanted.equals(ami.deprecation())) {
      return;
    }
    if (wanted.get().isAfter(time.now())) {
      amis.deprecate(ami.id(), wanted.get());
    } else {
      progress.info(
          "%s is left as it is: mirage.deprecateAfter was over at %s"
              .formatted(ami.id(), wanted.get()));
    }
  }

  /** The snapshot that an AMI's disk is created of. */
  private static String disk(Ami ami) {
    return ami.snapshots().stream().findFirst().orElse("");
  }

  /** Marks the AMI's snapshot as one that is used, and removes what is not. */
  private void tidyUp(Inventory inventory, String current) throws InterruptedException {
    inventory
        .snapshot(current)
        .filter(stored -> !TagKeys.DEPLOYED.equals(stored.tags().get(TagKeys.STATE)))
        .ifPresent(stored -> snapshots.tag(current, Map.of(TagKeys.STATE, TagKeys.DEPLOYED)));
    for (StoredSnapshot leftover : inventory.leftovers(project.origin(), current, time.now())) {
      CreatedResources left = new CreatedResources(region, execution);
      left.snapshot(leftover.id());
      left.remove();
    }
  }
}
