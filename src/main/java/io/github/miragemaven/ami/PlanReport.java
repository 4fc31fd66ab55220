package io.github.miragemaven.ami;

import io.github.miragemaven.aws.SnapshotPrice;
import io.github.miragemaven.progress.Dollars;
import io.github.miragemaven.progress.Sizes;
import io.github.miragemaven.snapshot.UploadPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Formats a plan: the uploads, the new resources and their cost. */
final class PlanReport {

  /** The price of 1,000 PutSnapshotBlock requests in US dollars (Amazon EBS pricing, us-east-1). */
  private static final double PUT_1000 = 0.006;

  private static final double GIB = 1 << 30;

  private PlanReport() {}

  /**
   * Formats the plan of every region.
   *
   * @param copies the regions to which the first region's AMI is copied
   */
  static List<String> lines(
      DeploySettings settings, Map<String, RegionPlan> plans, Set<String> copies) {
    List<String> lines = new ArrayList<>();
    String first = plans.keySet().iterator().next();
    plans.forEach(
        (region, plan) -> {
          lines.add("%s, account %s".formatted(region, plan.account()));
          if (plan.existing().isPresent()) {
            lines.add(
                "  nothing to do: %s has the image and the settings"
                    .formatted(plan.existing().get().id()));
          } else {
            lines.add("  " + (copies.contains(region) ? copy(first) : snapshot(region, plan)));
            lines.add("  " + ami(plan));
          }
          settings
              .ssmParameter()
              .ifPresent(name -> lines.add("  move the parameter %s to it".formatted(name)));
        });
    return lines;
  }

  private static String copy(String first) {
    return "copy the AMI from %s, with its snapshot".formatted(first);
  }

  private static String snapshot(String region, RegionPlan plan) {
    if (plan.reusable().isPresent()) {
      return "send nothing: %s holds the image".formatted(plan.reusable().get().id());
    }
    UploadPlan upload = plan.upload().orElseThrow();
    SnapshotPrice price = SnapshotPrice.in(region);
    String month =
        Dollars.about(upload.bytes() / GIB * price.perGib()) + " a month" + price.remark();
    if (upload.via().isPresent()) {
      return String.format(
          Locale.ROOT,
          "send %s through %s to a new snapshot of %d GiB, which costs %s",
          Sizes.of(upload.bytes()),
          upload.via().get(),
          upload.gib(),
          month);
    }
    return String.format(
        Locale.ROOT,
        "send %d blocks (%s) in %d requests (%s) to a new snapshot of %d GiB%s, which costs %s",
        upload.blocks(),
        Sizes.of(upload.bytes()),
        upload.requests(),
        Dollars.about(upload.blocks() * PUT_1000 / 1000),
        upload.gib(),
        upload.parent().map(parent -> " based on " + parent).orElse(""),
        month);
  }

  private static String ami(RegionPlan plan) {
    Optional<String> kernel = plan.spec().kernelId().map(id -> " with " + id);
    return "register the AMI \"%s\", %s%s, %s"
        .formatted(
            plan.spec().name(),
            plan.spec().virtualization().name().toLowerCase(Locale.ROOT),
            kernel.orElse(""),
            plan.order().encryption().enabled()
                ? "encrypted with key " + plan.order().encryption().tag()
                : "not encrypted");
  }
}
