package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.kernel.Virtualization;
import io.github.miragemaven.snapshot.Encryption;
import io.github.miragemaven.snapshot.SnapshotOrder;
import io.github.miragemaven.snapshot.StoredSnapshot;
import io.github.miragemaven.snapshot.UploadPlan;
import io.github.miragemaven.snapshot.Uploader;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Plans a deployment in one region: reads the project's resources, and checks everything that could
 * make the deployment fail. Changes nothing.
 */
record RegionPlanner(
    AwsRegion region,
    DiskImage image,
    Virtualization virtualization,
    Project project,
    DeploySettings settings,
    Uploader uploader,
    Execution execution) {

  /** The tag that the AWS console shows. A user's own value is kept. */
  private static final String NAME = "Name";

  /**
   * Plans the deployment.
   *
   * @throws FailureException if a check fails
   */
  RegionPlan plan() throws FailureException, IOException, InterruptedException {
    String account = region.sts().getCallerIdentity().account();
    settings.ssmParameter().ifPresent(name -> new SsmParameter(region, name).value());
    Encryption encryption = EncryptionChoice.of(region, settings.ami());
    Sha256 digest = settingsDigest(encryption);
    Inventory inventory = Inventory.of(region, project);
    Optional<Ami> existing = inventory.existing(image.digest(), digest);
    Preflight preflight = new Preflight(region);
    preflight.requireInstanceTypeFits(virtualization, settings.ami());
    Limits.requireDeprecation(settings.ami(), existing, execution.time().now());
    SnapshotOrder order = order(encryption, inventory);
    if (existing.isPresent()) {
      AmiSpec spec = spec(digest, order, Optional.empty());
      return new RegionPlan(
          account, inventory, spec, order, existing, Optional.empty(), Optional.empty());
    }
    Optional<StoredSnapshot> reusable = inventory.completed(order);
    QuotaCheck quotas = new QuotaCheck(region, execution.progress());
    quotas(inventory, reusable.isPresent()).forEach(quotas::start);
    AmiSpec spec = spec(digest, order, preflight.kernelId(virtualization, settings.ami()));
    preflight.requireNameIsFree(spec, project);
    preflight.requireMayBePublic(settings.ami());
    Optional<UploadPlan> upload =
        reusable.isPresent() ? Optional.empty() : Optional.of(uploader.plan(order));
    quotas.require();
    return new RegionPlan(account, inventory, spec, order, Optional.empty(), reusable, upload);
  }

  /** Returns the quotas that a new AMI uses. A completed snapshot is already counted. */
  private Set<Quota> quotas(Inventory inventory, boolean snapshotExists) {
    Set<Quota> quotas = EnumSet.of(Quota.AMIS);
    if (!snapshotExists
        && inventory.leftovers(project.origin(), "", execution.time().now()).isEmpty()) {
      quotas.add(Quota.SNAPSHOTS);
    }
    if (settings.ami().launchPermissions().contains(LaunchPermission.PUBLIC)) {
      quotas.add(Quota.PUBLIC_AMIS);
    }
    return quotas;
  }

  private SnapshotOrder order(Encryption encryption, Inventory inventory) {
    Map<String, String> tags = new TreeMap<>(settings.ami().tags());
    tags.putAll(project.tags());
    tags.putIfAbsent(NAME, project.artifactId() + " " + project.version());
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
    if (!settings.ami().tags().containsKey(NAME)) {
      tags.put(NAME, name);
    }
    return new AmiSpec(name, settings.ami().description(), virtualization, kernelId, tags);
  }

  /** Returns a digest of the settings that cannot be changed on a registered AMI. */
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
