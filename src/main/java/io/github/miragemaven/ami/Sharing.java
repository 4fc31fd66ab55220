package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ImageAttributeName;

/** Sets the launch permissions of AMIs. */
final class Sharing {

  private final Ec2Client ec2;
  private final Progress progress;

  Sharing(AwsRegion region, Progress progress) {
    this.ec2 = region.ec2();
    this.progress = progress;
  }

  /** Adds the missing permissions of an AMI, and removes those not wanted. */
  void share(String ami, List<LaunchPermission> wanted) {
    List<LaunchPermission> present = permissions(ami);
    List<LaunchPermission> missing = new ArrayList<>(wanted);
    missing.removeAll(present);
    List<LaunchPermission> unwanted = new ArrayList<>(present);
    unwanted.removeAll(wanted);
    if (missing.isEmpty() && unwanted.isEmpty()) {
      return;
    }
    ec2.modifyImageAttribute(
        request ->
            request
                .imageId(ami)
                .launchPermission(
                    change ->
                        change
                            .add(missing.stream().map(Sharing::permission).toList())
                            .remove(unwanted.stream().map(Sharing::permission).toList())));
    progress.info(
        "%s can be launched by %s"
            .formatted(
                ami, String.join(", ", wanted.stream().map(LaunchPermission::name).toList())));
  }

  private List<LaunchPermission> permissions(String ami) {
    return ec2
        .describeImageAttribute(
            request -> request.imageId(ami).attribute(ImageAttributeName.LAUNCH_PERMISSION))
        .launchPermissions()
        .stream()
        .map(Sharing::permission)
        .toList();
  }

  private static LaunchPermission permission(
      software.amazon.awssdk.services.ec2.model.LaunchPermission permission) {
    if (permission.userId() != null) {
      return new LaunchPermission(LaunchPermission.Kind.ACCOUNT, permission.userId());
    }
    if (permission.organizationArn() != null) {
      return new LaunchPermission(LaunchPermission.Kind.ORGANIZATION, permission.organizationArn());
    }
    if (permission.organizationalUnitArn() != null) {
      return new LaunchPermission(LaunchPermission.Kind.UNIT, permission.organizationalUnitArn());
    }
    return LaunchPermission.PUBLIC;
  }

  private static software.amazon.awssdk.services.ec2.model.LaunchPermission permission(
      LaunchPermission permission) {
    var built = software.amazon.awssdk.services.ec2.model.LaunchPermission.builder();
    return switch (permission.kind()) {
      case ACCOUNT -> built.userId(permission.name()).build();
      case ORGANIZATION -> built.organizationArn(permission.name()).build();
      case UNIT -> built.organizationalUnitArn(permission.name()).build();
      case EVERYONE -> built.group(permission.name()).build();
    };
  }
}
