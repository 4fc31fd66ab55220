package io.github.miragemaven.resources;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.SsmParameter;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageAttributeName;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/** Finds the instances, launch templates and AMIs that use AMIs and snapshots. */
final class ResourceUsers {

  /** The maximum number of values of a filter (Amazon EC2 API Reference, "Filter"). */
  private static final int FILTER_VALUES = 200;

  /** A launch template may refer to an SSM parameter, with a version or a label. */
  private static final Pattern RESOLVED = Pattern.compile("resolve:ssm:(.+)");

  /** Amazon's public parameters, which never hold an AMI of this account. */
  private static final String PUBLIC_PARAMETERS = "/aws/service/";

  private final AwsRegion region;
  private final Ec2Client ec2;

  ResourceUsers(AwsRegion region) {
    this.region = region;
    this.ec2 = region.ec2();
  }

  /** Finds the instances and launch templates that use AMIs, by AMI. Unused AMIs are left out. */
  Map<String, Set<String>> ofAmis(Collection<Ami> amis) {
    Map<String, Set<String>> uses = new TreeMap<>();
    if (!amis.isEmpty()) {
      List<String> ids = amis.stream().map(Ami::id).toList();
      instances(ids, uses);
      launchTemplates(uses);
      uses.keySet().retainAll(ids);
    }
    return uses;
  }

  private void instances(List<String> ids, Map<String, Set<String>> uses) {
    for (Filter some : filters("image-id", ids)) {
      ec2.describeInstancesPaginator(request -> request.filters(some)).reservations().stream()
          .flatMap(reservation -> reservation.instances().stream())
          .filter(instance -> instance.state().name() != InstanceStateName.TERMINATED)
          .forEach(instance -> add(uses, instance.imageId(), words(instance)));
    }
  }

  private static String words(Instance instance) {
    return "%s (%s)".formatted(instance.instanceId(), instance.state().nameAsString());
  }

  private void launchTemplates(Map<String, Set<String>> uses) {
    Map<String, Optional<String>> parameters = new TreeMap<>();
    for (LaunchTemplate template :
        ec2.describeLaunchTemplatesPaginator(request -> {}).launchTemplates()) {
      for (LaunchTemplateVersion version :
          ec2.describeLaunchTemplateVersionsPaginator(
                  request -> request.launchTemplateId(template.launchTemplateId()))
              .launchTemplateVersions()) {
        ami(version, parameters)
            .ifPresent(
                ami ->
                    add(
                        uses,
                        ami,
                        "%s version %d"
                            .formatted(template.launchTemplateId(), version.versionNumber())));
      }
    }
  }

  private Optional<String> ami(
      LaunchTemplateVersion version, Map<String, Optional<String>> parameters) {
    String image = Optional.ofNullable(version.launchTemplateData().imageId()).orElse("");
    Matcher resolved = RESOLVED.matcher(image);
    if (!resolved.matches()) {
      return Optional.of(image);
    }
    String name = resolved.group(1);
    return name.startsWith(PUBLIC_PARAMETERS)
        ? Optional.empty()
        : parameters.computeIfAbsent(name, other -> new SsmParameter(region, other).value());
  }

  /** Finds the AMIs of the account that use snapshots, by snapshot, disabled AMIs included. */
  Map<String, Set<String>> ofSnapshots(Collection<StoredSnapshot> snapshots) {
    Map<String, Set<String>> uses = new TreeMap<>();
    List<String> ids = snapshots.stream().map(StoredSnapshot::id).toList();
    for (Filter some : filters("block-device-mapping.snapshot-id", ids)) {
      for (Image image :
          ec2.describeImagesPaginator(
                  request ->
                      request
                          .owners("self")
                          .includeDeprecated(true)
                          .includeDisabled(true)
                          .filters(some))
              .images()) {
        for (BlockDeviceMapping disk : image.blockDeviceMappings()) {
          if (disk.ebs() != null && ids.contains(disk.ebs().snapshotId())) {
            add(uses, disk.ebs().snapshotId(), image.imageId());
          }
        }
      }
    }
    return uses;
  }

  /** Tells whether other accounts may launch an AMI. */
  boolean isShared(Ami ami) {
    return !ec2.describeImageAttribute(
            request -> request.imageId(ami.id()).attribute(ImageAttributeName.LAUNCH_PERMISSION))
        .launchPermissions()
        .isEmpty();
  }

  private static List<Filter> filters(String name, List<String> values) {
    List<Filter> filters = new ArrayList<>();
    for (int from = 0; from < values.size(); from += FILTER_VALUES) {
      List<String> some = values.subList(from, Math.min(from + FILTER_VALUES, values.size()));
      filters.add(Filter.builder().name(name).values(some).build());
    }
    return filters;
  }

  private static void add(Map<String, Set<String>> uses, String used, String user) {
    uses.computeIfAbsent(used, first -> new TreeSet<>()).add(user);
  }
}
