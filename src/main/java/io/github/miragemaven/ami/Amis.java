package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.aws.Ec2Tags;
import io.github.miragemaven.kernel.Virtualization;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.BootModeValues;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.StateReason;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VirtualizationType;

/** The account's AMIs in a region, as EC2 keeps them. */
public final class Amis {

  /** The device that a disk is found at: Xen's vbd 2049, which PV-GRUB names {@code (hd0)}. */
  private static final String ROOT_DEVICE = "/dev/sda1";

  private static final String DRY_RUN_WORKS = "DryRunOperation";

  private final Ec2Client ec2;

  /** The AMIs of that region. */
  public Amis(AwsRegion region) {
    this.ec2 = region.ec2();
  }

  /** Those that have this tag. */
  public List<Ami> tagged(String key, String value) {
    return described(request -> request.owners("self").filters(filter("tag:" + key, value)));
  }

  /** The one of that name. */
  Optional<Ami> named(String name) {
    return described(request -> request.owners("self").filters(filter("name", name))).stream()
        .findFirst();
  }

  /** The account's one with that id; empty if there is none, or not yet. */
  Optional<Ami> find(String id) {
    return found(id, "self");
  }

  /** The one with that id, whosever it is, if the account can see it. */
  public Optional<Ami> launchable(String id) {
    return found(id);
  }

  private Optional<Ami> found(String id, String... owners) {
    try {
      return described(request -> request.owners(owners).imageIds(id)).stream().findFirst();
    } catch (Ec2Exception e) {
      if (CallFailure.of(e).isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private List<Ami> described(Consumer<DescribeImagesRequest.Builder> which) {
    return ec2
        .describeImagesPaginator(
            request -> which.accept(request.includeDeprecated(true).includeDisabled(true)))
        .images()
        .stream()
        .map(Amis::ami)
        .toList();
  }

  /**
   * Registers an AMI.
   *
   * @param snapshot what its disk is made of
   * @return its id
   */
  String register(AmiSpec spec, String snapshot) {
    return ec2.registerImage(request(spec, snapshot).build()).imageId();
  }

  /**
   * Asks whether the account may register, without doing so.
   *
   * @param snapshot any of the account's, or one that is yet to be made
   */
  void requireMayRegister(AmiSpec spec, String snapshot) {
    try {
      ec2.registerImage(request(spec, snapshot).dryRun(true).build());
    } catch (Ec2Exception e) {
      CallFailure answer = CallFailure.of(e);
      if (!answer.is(DRY_RUN_WORKS) && !answer.isNotFound()) {
        throw e;
      }
    }
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
   * Copies one from another region.
   *
   * @return the id of the copy
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

  /** Deregisters one; it does not matter if it is gone already. Its snapshots stay. */
  public void deregister(String id) {
    try {
      ec2.deregisterImage(request -> request.imageId(id));
    } catch (Ec2Exception e) {
      if (!CallFailure.of(e).isNotFound() && !CallFailure.of(e).is("InvalidAMIID.Unavailable")) {
        throw e;
      }
    }
  }

  /** Changes what is written beside one. */
  void describe(String id, String description) {
    ec2.modifyImageAttribute(
        request -> request.imageId(id).description(value -> value.value(description)));
  }

  /** Sets the date from which on one is deprecated. */
  void deprecate(String id, Instant when) {
    ec2.enableImageDeprecation(request -> request.imageId(id).deprecateAt(when));
  }

  /** Adds tags to one, or changes those it has. */
  void tag(String id, Map<String, String> tags) {
    ec2.createTags(request -> request.resources(id).tags(Ec2Tags.of(tags)));
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private static Ami ami(Image image) {
    return new Ami(
        image.imageId(),
        image.name(),
        state(image.state()),
        Optional.ofNullable(image.stateReason()).map(StateReason::message).orElse(""),
        image.virtualizationType() == VirtualizationType.PARAVIRTUAL
            ? Virtualization.PARAVIRTUAL
            : Virtualization.HVM,
        image.blockDeviceMappings().stream()
            .map(BlockDeviceMapping::ebs)
            .filter(Objects::nonNull)
            .map(EbsBlockDevice::snapshotId)
            .filter(Objects::nonNull)
            .toList(),
        Optional.ofNullable(image.creationDate()).map(Instant::parse).orElse(Instant.EPOCH),
        Optional.ofNullable(image.description()).orElse(""),
        Optional.ofNullable(image.deprecationTime()).map(Instant::parse),
        Optional.ofNullable(image.deregistrationProtection())
            .filter(protection -> !protection.equals("disabled"))
            .isPresent(),
        Optional.ofNullable(image.sourceImageId())
            .map(id -> new Ami.Source(image.sourceImageRegion(), id)),
        image.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
  }

  private static Ami.State state(ImageState state) {
    return switch (state) {
      case AVAILABLE -> Ami.State.AVAILABLE;
      case PENDING, TRANSIENT -> Ami.State.PENDING;
      case DISABLED -> Ami.State.DISABLED;
      default -> Ami.State.FAILED;
    };
  }
}
