package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.aws.Ec2Tags;
import io.github.miragemaven.kernel.Virtualization;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.BootModeValues;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** The account's AMIs in a region. */
public final class Amis {

  /** The root device: Xen's virtual block device 2049, which PV-GRUB calls {@code (hd0)}. */
  private static final String ROOT_DEVICE = "/dev/sda1";

  private static final String DRY_RUN_SUCCEEDED = "DryRunOperation";

  private final Ec2Client ec2;

  /** Accesses the AMIs of a region. */
  public Amis(AwsRegion region) {
    this.ec2 = region.ec2();
  }

  /** Lists the AMIs with a tag. */
  public List<Ami> tagged(String key, String value) {
    return describe(request -> request.owners("self").filters(filter("tag:" + key, value)));
  }

  /** Finds the AMI with a name. */
  Optional<Ami> named(String name) {
    return describe(request -> request.owners("self").filters(filter("name", name))).stream()
        .findFirst();
  }

  /** Finds the account's AMI with an ID. A new one may not be visible at once. */
  Optional<Ami> find(String id) {
    return findOwnedBy(id, "self");
  }

  /** Finds an AMI with an ID, of any owner, that the account can see. */
  public Optional<Ami> launchable(String id) {
    return findOwnedBy(id);
  }

  private Optional<Ami> findOwnedBy(String id, String... owners) {
    return CallFailure.find(() -> describe(request -> request.owners(owners).imageIds(id)));
  }

  private List<Ami> describe(Consumer<DescribeImagesRequest.Builder> filter) {
    return ec2
        .describeImagesPaginator(
            request -> filter.accept(request.includeDeprecated(true).includeDisabled(true)))
        .images()
        .stream()
        .map(Ami::new)
        .toList();
  }

  /**
   * Registers an AMI.
   *
   * @param snapshot the ID of its disk's snapshot
   * @return its ID
   */
  String register(AmiSpec spec, String snapshot) {
    return ec2.registerImage(request(spec, snapshot).build()).imageId();
  }

  /**
   * Makes a dry run of a registration.
   *
   * @param snapshot the ID of a snapshot, which need not exist
   */
  void requireMayRegister(AmiSpec spec, String snapshot) {
    CallFailure.ignoreMissing(
        () -> ec2.registerImage(request(spec, snapshot).dryRun(true).build()), DRY_RUN_SUCCEEDED);
  }

  private static RegisterImageRequest.Builder request(AmiSpec spec, String snapshot) {
    RegisterImageRequest.Builder request =
        RegisterImageRequest.builder()
            .name(spec.name())
            .description(spec.description())
            .architecture(ArchitectureValues.X86_64)
            .virtualizationType(spec.virtualization().name().toLowerCase(Locale.ROOT))
            .rootDeviceName(ROOT_DEVICE)
            .blockDeviceMappings(
                BlockDeviceMapping.builder()
                    .deviceName(ROOT_DEVICE)
                    .ebs(
                        EbsBlockDevice.builder()
                            .snapshotId(snapshot)
                            .deleteOnTermination(true)
                            .build())
                    .build())
            .tagSpecifications(Ec2Tags.of(ResourceType.IMAGE, spec.tags()));
    if (spec.virtualization() == Virtualization.PARAVIRTUAL) {
      request.kernelId(spec.kernelId().orElseThrow());
    } else {
      request.bootMode(BootModeValues.LEGACY_BIOS);
    }
    return request;
  }

  /**
   * Copies an AMI from another region.
   *
   * @return the ID of the copy
   */
  String copy(AmiSpec spec, CopyOrder order) {
    return ec2.copyImage(
            request -> {
              request
                  .name(spec.name())
                  .description(spec.description())
                  .sourceRegion(order.region())
                  .sourceImageId(order.ami())
                  .clientToken(order.token())
                  .tagSpecifications(
                      Ec2Tags.of(ResourceType.IMAGE, spec.tags()),
                      Ec2Tags.of(ResourceType.SNAPSHOT, order.snapshotTags()));
              if (order.encryption().enabled()) {
                request.encrypted(true);
                order.encryption().kmsKeyArn().ifPresent(request::kmsKeyId);
              }
            })
        .imageId();
  }

  /** Deregisters an AMI unless that has already happened. Its snapshots stay. */
  public void deregister(String id) {
    CallFailure.ignoreMissing(
        () -> ec2.deregisterImage(request -> request.imageId(id)), "InvalidAMIID.Unavailable");
  }

  /** Changes the description of an AMI. */
  void setDescription(String id, String description) {
    ec2.modifyImageAttribute(
        request -> request.imageId(id).description(value -> value.value(description)));
  }

  /** Sets the time from which an AMI is deprecated. */
  void deprecate(String id, Instant when) {
    ec2.enableImageDeprecation(request -> request.imageId(id).deprecateAt(when));
  }

  /** Adds or changes tags of an AMI. */
  void tag(String id, Map<String, String> tags) {
    ec2.createTags(request -> request.resources(id).tags(Ec2Tags.of(tags)));
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }
}
