package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;

/**
 * Finds the PV-GRUB of a region: the kernel image (AKI) that loads a paravirtual AMI's kernel from
 * an unpartitioned disk (Amazon EC2 User Guide, "User provided kernels"). If EC2 lists none, a
 * table of {@code pv-grub-hd0_1.05-x86_64.gz} is used.
 */
final class PvGrub {

  /** The underscore excludes {@code hd00}, which boots from a partition. */
  private static final String NAMES = "pv-grub-hd0_*-x86_64.gz";

  private static final Pattern NAME =
      Pattern.compile(".*pv-grub-hd0_(\\d+)\\.(\\d+)-x86_64\\.gz.*");

  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("us-east-1", "aki-5c21674b"),
          Map.entry("us-west-1", "aki-59cc8239"),
          Map.entry("us-west-2", "aki-70cb0e10"),
          Map.entry("eu-west-1", "aki-dc9ed9af"),
          Map.entry("eu-central-1", "aki-931fe3fc"),
          Map.entry("ap-northeast-1", "aki-7077ab11"),
          Map.entry("ap-southeast-1", "aki-73a50110"),
          Map.entry("ap-southeast-2", "aki-66506305"),
          Map.entry("sa-east-1", "aki-912fbcfd"),
          Map.entry("us-gov-west-1", "aki-9ee55bff"));

  private PvGrub() {}

  /** Returns the newest PV-GRUB of a region; empty where paravirtual AMIs do not run. */
  static Optional<String> newest(AwsRegion region) {
    return region
        .ec2()
        .describeImages(
            request ->
                request
                    .owners("amazon")
                    .includeDeprecated(true)
                    .filters(
                        Filter.builder().name("name").values(NAMES).build(),
                        Filter.builder().name("image-type").values("kernel").build()))
        .images()
        .stream()
        .max(Comparator.comparing(PvGrub::version, Arrays::compare))
        .map(Image::imageId)
        .or(() -> Optional.ofNullable(KNOWN.get(region.name())));
  }

  private static int[] version(Image kernel) {
    Matcher name = NAME.matcher(kernel.name());
    return name.matches()
        ? new int[] {Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2))}
        : new int[] {0, 0};
  }
}
