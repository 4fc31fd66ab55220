package io.github.miragemaven.instance.fleet;

import io.github.miragemaven.aws.AwsRegion;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/** EC2 calls for launch templates in a region. */
final class Templates {

  private static final String LATEST = "$Latest";

  private final Ec2Client ec2;

  Templates(AwsRegion region) {
    this.ec2 = region.ec2();
  }

  /** Returns whether a version launches this AMI. */
  boolean launches(Template template, String ami) {
    return ami.equals(version(template.id(), template.version()).launchTemplateData().imageId());
  }

  /**
   * Creates a version that differs from another one in its AMI only. Reuses the latest version if
   * it is equal, such as one created by a killed run: EC2 does not record the source of a version,
   * so the whole data is compared.
   *
   * @param token the client token, which makes the call idempotent
   */
  Template with(Template source, String ami, String description, String token) {
    LaunchTemplateVersion latest = version(source.id(), LATEST);
    boolean fits =
        Optional.of(description).equals(Optional.ofNullable(latest.versionDescription()))
            && latest.launchTemplateData().equals(data(source).imageId(ami).build());
    LaunchTemplateVersion version =
        fits
            ? latest
            : ec2.createLaunchTemplateVersion(
                    ask ->
                        ask.launchTemplateId(source.id())
                            .sourceVersion(source.version())
                            .launchTemplateData(data -> data.imageId(ami))
                            .versionDescription(description)
                            .clientToken(token))
                .launchTemplateVersion();
    return new Template(source.id(), version.versionNumber().toString());
  }

  private ResponseLaunchTemplateData.Builder data(Template template) {
    return version(template.id(), template.version()).launchTemplateData().toBuilder();
  }

  private LaunchTemplateVersion version(String id, String number) {
    return ec2.describeLaunchTemplateVersions(ask -> ask.launchTemplateId(id).versions(number))
        .launchTemplateVersions()
        .get(0);
  }
}
