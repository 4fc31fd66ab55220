package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.kernel.Virtualization;
import io.github.miragemaven.process.Uninterruptibly;
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

/** A deployment in one region, which removes the resources that it created if it fails. */
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

  /** Plans the deployment without changing anything. */
  RegionPlan plan() throws FailureException, IOException, InterruptedException {
    return planner.plan();
  }

  /** Requires that the account may register the AMI, unless it is already registered. */
  void requireMayRegister(RegionPlan plan) {
    if (plan.existing().isEmpty()) {
      new Preflight(region).requireMayRegister(plan.spec());
    }
  }

  /** Carries out the plan. */
  Deployed deploy(RegionPlan plan) throws FailureException, IOException, InterruptedException {
    if (plan.existing().isPresent()) {
      Ami found = registration.available(plan.existing().get().id());
      return finish(plan, found, diskSnapshot(found), Deployed.Source.EXISTING);
    }
    return undoIfFailed(
        created -> {
          Snapshot snapshot = snapshot(plan, created);
          Ami ami = registration.register(plan.spec(), snapshot.id(), created);
          if (created.contains(ami.id()) || ami.snapshots().contains(snapshot.id())) {
            return finish(plan, ami, snapshot.id(), Deployed.Source.REGISTERED);
          }
          progress.info("another deployment of this image has registered " + ami.id());
          created.remove();
          return finish(plan, ami, diskSnapshot(ami), Deployed.Source.EXISTING);
        });
  }

  /** Copies the AMI that has been deployed to another region. */
  Deployed copy(RegionPlan plan, Deployed original)
      throws FailureException, IOException, InterruptedException {
    CopyOrder copy =
        new CopyOrder(
            original.region(),
            original.ami().id(),
            plan.order().encryption(),
            plan.order().tags(),
            UUID.randomUUID().toString());
    return undoIfFailed(
        created -> {
          Ami ami = registration.copy(plan.spec(), copy, created);
          return finish(plan, ami, diskSnapshot(ami), Deployed.Source.COPIED);
        });
  }

  private interface Work {
    Deployed run(CreatedResources created)
        throws FailureException, IOException, InterruptedException;
  }

  private Deployed undoIfFailed(Work work)
      throws FailureException, IOException, InterruptedException {
    CreatedResources created = new CreatedResources(region, execution);
    boolean done = false;
    try {
      Deployed deployed = work.run(created);
      done = true;
      return deployed;
    } finally {
      if (!done) {
        Uninterruptibly.run(created::remove);
      }
    }
  }

  private Snapshot snapshot(RegionPlan plan, CreatedResources created)
      throws FailureException, IOException, InterruptedException {
    if (plan.reusable().isPresent()) {
      StoredSnapshot stored = plan.reusable().get();
      Optional<Snapshot> reused = uploader.reuse(plan.order(), stored);
      if (reused.isPresent()) {
        progress.info("%s already holds the image".formatted(stored.id()));
        return reused.get();
      }
    }
    return uploader.upload(plan.order(), created::snapshot);
  }

  /** Applies the settings that can be changed on a registered AMI, and deletes leftovers. */
  private Deployed finish(RegionPlan plan, Ami ami, String snapshot, Deployed.Source source)
      throws IOException, InterruptedException {
    Map<String, String> tags =
        source == Deployed.Source.EXISTING ? settings.ami().tags() : plan.spec().tags();
    if (!ami.tags().entrySet().containsAll(tags.entrySet())) {
      amis.tag(ami.id(), tags);
    }
    if (!ami.description().equals(plan.spec().description())) {
      amis.setDescription(ami.id(), plan.spec().description());
    }
    if (!settings.ami().launchPermissions().isEmpty()) {
      new Sharing(region, progress).share(ami.id(), settings.ami().launchPermissions());
    }
    deprecate(ami);
    boolean changed = uploader.removeLeftovers(plan.order().tags()) || plan.existing().isEmpty();
    Inventory inventory = changed ? Inventory.of(region, project) : plan.inventory();
    tidyUp(inventory, snapshot);
    return new Deployed(region.name(), plan.account(), ami, snapshot, source);
  }

  /**
   * Sets the deprecation time. EC2 accepts no past time, so an AMI that is too old is left alone.
   */
  private void deprecate(Ami ami) {
    Optional<Instant> wanted = settings.ami().deprecation().map(d -> d.of(ami.created()));
    if (wanted.isEmpty() || wanted.equals(ami.deprecation())) {
      return;
    }
    if (wanted.get().isAfter(time.now())) {
      amis.deprecate(ami.id(), wanted.get());
    } else {
      progress.info(
          "the deprecation of %s is unchanged: %s, set by mirage.deprecateAfter, has passed"
              .formatted(ami.id(), wanted.get()));
    }
  }

  private static String diskSnapshot(Ami ami) {
    return ami.snapshots().stream().findFirst().orElse("");
  }

  /** Tags the AMI's snapshot as deployed, and deletes the snapshots of killed deployments. */
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
