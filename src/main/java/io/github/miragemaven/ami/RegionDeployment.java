package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.kernel.Virtualization;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.snapshot.Encryption;
import io.github.miragemaven.snapshot.Snapshot;
import io.github.miragemaven.snapshot.SnapshotOrder;
import io.github.miragemaven.snapshot.Snapshots;
import io.github.miragemaven.snapshot.StoredSnapshot;
import io.github.miragemaven.snapshot.Uploader;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** A deployment in one region: plan, upload, register, wait, and leave nothing else behind. */
final class RegionDeployment {

  private final AwsRegion region;
  private final DiskImage image;
  private final Virtualization virtualization;
  private final Project project;
  private final DeploySettings settings;
  private final Progress progress;
  private final Time time;
  private final Snapshots snapshots;
  private final Amis amis;
  private final Uploader uploader;
  private final Registration registration;

  RegionDeployment(
      AwsRegion region,
      DiskImage image,
      Virtualization virtualization,
      Project project,
      DeploySettings settings,
      Progress progress,
      Time time) {
    this.region = region;
    this.image = image;
    this.virtualization = virtualization;
    this.project = project;
    this.settings = settings;
    this.progress = progress;
    this.time = time;
    this.snapshots = new Snapshots(region);
    this.amis = new Amis(region);
    this.uploader = settings.way().to(region, settings.upload(), progress, time);
    this.registration = new Registration(region, progress, time);
  }

  /** Looks at what is there, and at all that could be in the way. Nothing is changed. */
  RegionPlan plan() throws FailureException, IOException, InterruptedException {
    String account = region.sts().getCallerIdentity().account();
    settings.ssmParameter().ifPresent(name -> new SsmParameter(region, name).value());
    Encryption encryption = EncryptionChoice.of(region, settings.ami());
    Sha256 digest = settingsDigest(encryption);
    Inventory inventory = Inventory.of(region, project);
    Optional<Ami> existing = inventory.same(image.digest(), digest);
    SnapshotOrder order = order(encryption, inventory);
    if (existing.isPresent()) {
      AmiSpec spec = spec(digest, order, Optional.empty());
      return new RegionPlan(
          region.name(),
          account,
          inventory,
          spec,
          order,
          existing,
          Optional.empty(),
          Optional.empty());
    }
    Preflight preflight = new Preflight(region);
    AmiSpec spec = spec(digest, order, preflight.kernelId(virtualization, settings.ami()));
    preflight.requireNameIsFree(spec, project);
    preflight.requireInstanceTypeFits(virtualization, settings.ami());
    preflight.requireMayBePublic(settings.ami());
    Optional<StoredSnapshot> reusable = inventory.completed(order);
    return new RegionPlan(
        region.name(),
        account,
        inventory,
        spec,
        order,
        Optional.empty(),
        reusable,
        reusable.isPresent() ? Optional.empty() : Optional.of(uploader.plan(order)));
  }

  /** Carries the plan out. What a failed deployment has made is removed again. */
  Deployed deploy(RegionPlan plan) throws FailureException, IOException, InterruptedException {
    if (plan.existing().isPresent()) {
      Ami found = registration.available(plan.existing().get().id());
      return finished(plan, found, disk(found), Deployed.Way.FOUND);
    }
    new Preflight(region).requireMayRegister(plan.spec());
    return undoneIfItFails(
        made -> {
          Snapshot snapshot = snapshot(plan, made);
          Ami ami = registration.register(plan.spec(), snapshot.id(), made);
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
        made -> {
          Ami ami = registration.copy(plan.spec(), copy, made);
          return finished(plan, ami, disk(ami), Deployed.Way.COPIED);
        });
  }

  private interface Undertaking {
    Deployed carryOut(Made made) throws FailureException, IOException, InterruptedException;
  }

  private Deployed undoneIfItFails(Undertaking undertaking)
      throws FailureException, IOException, InterruptedException {
    Made made = new Made(region, progress, time);
    boolean done = false;
    try {
      Deployed deployed = undertaking.carryOut(made);
      done = true;
      return deployed;
    } finally {
      if (!done) {
        boolean interrupted = Thread.interrupted();
        made.remove();
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private Snapshot snapshot(RegionPlan plan, Made made)
      throws FailureException, IOException, InterruptedException {
    if (plan.reusable().isPresent()) {
      StoredSnapshot stored = plan.reusable().get();
      Optional<Snapshot> reused = uploader.reuse(plan.order(), stored);
      if (reused.isPresent()) {
        progress.info("%s holds the image already".formatted(stored.id()));
        return reused.get();
      }
    }
    return uploader.upload(plan.order(), made::snapshot);
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
    Optional<Instant> deprecation = settings.ami().deprecation().map(d -> d.of(ami.created()));
    if (deprecation.isPresent() && !deprecation.equals(ami.deprecation())) {
      amis.deprecate(ami.id(), deprecation.get());
    }
    boolean changed = uploader.sweep(plan.order().tags()) || way != Deployed.Way.FOUND;
    Inventory inventory = changed ? Inventory.of(region, project) : plan.inventory();
    tidyUp(inventory, snapshot);
    return new Deployed(plan.region(), plan.account(), ami, snapshot, way);
  }

  /** The snapshot that an AMI's disk is made of. */
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
      Made left = new Made(region, progress, time);
      left.snapshot(leftover.id());
      left.remove();
    }
  }

  private SnapshotOrder order(Encryption encryption, Inventory inventory) {
    Map<String, String> tags = new TreeMap<>(settings.ami().tags());
    tags.putAll(project.tags());
    tags.put("Name", project.artifactId() + " " + project.version());
    return new SnapshotOrder(
        image, encryption, inventory.newest(), settings.ami().description(), tags);
  }

  private AmiSpec spec(Sha256 digest, SnapshotOrder order, Optional<String> kernelId)
      throws FailureException {
    Map<String, String> tags = new TreeMap<>(order.tags());
    tags.remove(TagKeys.STATE);
    tags.put(TagKeys.SETTINGS, digest.hex());
    String name =
        settings.ami().name().of(project, Sha256.of(image.digest().hex() + digest.hex()).hex());
    tags.put("Name", name);
    return new AmiSpec(name, settings.ami().description(), virtualization, kernelId, tags);
  }

  /** What cannot be changed on an AMI once it is registered. */
  private Sha256 settingsDigest(Encryption encryption) throws FailureException {
    return Sha256.of(
        String.join(
            "\0",
            virtualization.name(),
            settings.ami().name().withoutDigest(project),
            encryption.tag(),
            settings.ami().kernelId().orElse("newest")));
  }
}
