package io.github.miragemaven.local.ec2;

import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.local.state.Image;
import io.github.miragemaven.local.state.Image.LaunchPermission;
import io.github.miragemaven.local.state.Image.Phase;
import io.github.miragemaven.local.state.Registration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The PV-GRUB kernel images (AKIs) that Amazon offers in a region: each version for unpartitioned
 * disks (hd0) and for the first partition (hd00), in 32 and 64 bits.
 */
final class KernelImages {

  /** The account of Amazon that owns them. */
  static final String AMAZON = "137112412989";

  private static final List<String> VERSIONS = List.of("1.03", "1.04", "1.05");

  /** The newest 64-bit hd0 AKI of each region that has one, from Amazon's table. */
  private static final Map<String, String> NEWEST_HD0_64 =
      Map.of(
          "us-east-1", "aki-5c21674b",
          "us-west-1", "aki-59cc8239",
          "us-west-2", "aki-70cb0e10",
          "eu-west-1", "aki-dc9ed9af",
          "eu-central-1", "aki-931fe3fc",
          "ap-northeast-1", "aki-7077ab11",
          "ap-southeast-1", "aki-73a50110",
          "ap-southeast-2", "aki-66506305",
          "sa-east-1", "aki-912fbcfd",
          "us-gov-west-1", "aki-9ee55bff");

  private KernelImages() {}

  /**
   * Returns the kernel images of a region; none if it never supported PV instances. Local regions
   * have them.
   */
  static List<Image> of(String region) {
    List<Image> images = new ArrayList<>();
    if (!region.startsWith("local") && !NEWEST_HD0_64.containsKey(region)) {
      return images;
    }
    for (String version : VERSIONS) {
      for (String disk : List.of("hd0", "hd00")) {
        for (String architecture : List.of("i386", "x86_64")) {
          images.add(image(region, version, disk, architecture));
        }
      }
    }
    return images;
  }

  private static Image image(String region, String version, String disk, String architecture) {
    String name = "pv-grub-%s_%s-%s.gz".formatted(disk, version, architecture);
    String made = "aki-" + Sha256.of(region + "/" + name).hex().substring(0, 8);
    boolean newest = name.equals("pv-grub-hd0_1.05-x86_64.gz");
    return new Image(
        newest ? NEWEST_HD0_64.getOrDefault(region, made) : made,
        AMAZON,
        new Registration(
            name,
            "PV-GRUB release " + version + ", " + architecture,
            new Registration.Machine("kernel", architecture, "paravirtual", Optional.empty()),
            Registration.Features.NONE,
            Optional.empty(),
            List.of()),
        new Image.Creation(
            Phase.AVAILABLE, 0, Instant.parse("2016-01-01T00:00:00Z"), Optional.empty()),
        Optional.empty(),
        Map.of(),
        List.of(new LaunchPermission("group", "all")));
  }
}
