package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.kernel.Virtualization;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.ArchitectureType;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ImageBlockPublicAccessEnabledState;
import software.amazon.awssdk.services.ec2.model.InstanceTypeHypervisor;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** What can be known to fail is found out here, before the first block is sent. */
final class Preflight {

  private final AwsRegion region;
  private final Amis amis;

  Preflight(AwsRegion region) {
    this.region = region;
    this.amis = new Amis(region);
  }

  /** The PV-GRUB for a paravirtual AMI. */
  Optional<String> kernelId(Virtualization virtualization, AmiSettings settings)
      throws UserFailureException {
    if (virtualization != Virtualization.PARAVIRTUAL) {
      return Optional.empty();
    }
    Optional<String> found = settings.kernelId().or(() -> PvGrub.newest(region));
    if (found.isEmpty()) {
      throw new UserFailureException(
          "Paravirtual AMIs do not run in %s: it has no PV-GRUB.%nUse one of Tokyo, Singapore, Sydney, Frankfurt, Ireland, Sao Paulo, N. Virginia, N. California, Oregon (-Dmirage.region=us-west-2), or a hvm kernel."
              .formatted(region.name()));
    }
    return found;
  }

  /**
   * Looks whether the AMI's name is free. A name that a useless AMI of the project's own has is
   * freed.
   */
  void requireNameIsFree(AmiSpec spec, Project project) throws UserFailureException {
    Optional<Ami> taken = amis.named(spec.name());
    if (taken.isEmpty()) {
      return;
    }
    boolean ours = project.key().equals(taken.get().tags().get(TagKeys.PROJECT));
    if (ours && taken.get().state() == Ami.State.FAILED) {
      return;
    }
    if (ours && taken.get().state() == Ami.State.DISABLED) {
      throw new UserFailureException(Registration.disabled(taken.get(), region.name()));
    }
    throw new UserFailureException(
        "The name \"%s\" in %s is that of %s, which %s.%nPut {digest} or {version} into <amiName> (-Dmirage.amiName=%s), or deregister that AMI."
            .formatted(
                spec.name(),
                region.name(),
                taken.get().id(),
                ours ? "holds another image or has other settings" : "is not this project's",
                AmiName.DEFAULT));
  }

  /** Looks whether instances of the type that is meant can be made of the AMI here. */
  void requireInstanceTypeFits(Virtualization virtualization, AmiSettings settings)
      throws UserFailureException {
    if (settings.instanceType().isEmpty()) {
      return;
    }
    String type = settings.instanceType().get();
    InstanceTypeInfo info = offered(type);
    String kind = virtualization.name().toLowerCase(Locale.ROOT);
    boolean runs = info.supportedVirtualizationTypesAsStrings().contains(kind);
    boolean bits = info.processorInfo().supportedArchitectures().contains(ArchitectureType.X86_64);
    boolean xen = info.hypervisor() == InstanceTypeHypervisor.XEN;
    if (!runs || !bits || !xen) {
      throw new UserFailureException(
          "Instances of the type %s do not run this AMI, which is %s for x86_64 on Xen: the type is %s on %s.%nSet another <instanceType> (-Dmirage.instanceType=%s)."
              .formatted(
                  type,
                  kind,
                  String.join(" and ", info.supportedVirtualizationTypesAsStrings()),
                  Optional.ofNullable(info.hypervisorAsString()).orElse("bare metal"),
                  virtualization == Virtualization.HVM ? "t2.micro" : "m3.medium"));
    }
  }

  private InstanceTypeInfo offered(String type) throws UserFailureException {
    boolean offered =
        !region
            .ec2()
            .describeInstanceTypeOfferings(
                request ->
                    request.filters(Filter.builder().name("instance-type").values(type).build()))
            .instanceTypeOfferings()
            .isEmpty();
    try {
      if (offered) {
        return region
            .ec2()
            .describeInstanceTypes(request -> request.instanceTypesWithStrings(type))
            .instanceTypes()
            .get(0);
      }
    } catch (Ec2Exception e) {
      if (!CallFailure.of(e).is("InvalidInstanceType")) {
        throw e;
      }
    }
    throw new UserFailureException(
        "There are no instances of the type %s in %s.%nSet another <instanceType> (-Dmirage.instanceType=...), or another region."
            .formatted(type, region.name()));
  }

  /** Looks whether the account lets AMIs be public. */
  void requireMayBePublic(AmiSettings settings) throws UserFailureException {
    if (settings.launchPermissions().contains(LaunchPermission.PUBLIC)
        && ImageBlockPublicAccessEnabledState.BLOCK_NEW_SHARING
            .toString()
            .equals(
                region
                    .ec2()
                    .getImageBlockPublicAccessState(request -> {})
                    .imageBlockPublicAccessState())) {
      throw new UserFailureException(
          "The account blocks public AMIs in %s, and mirage.launchPermissions has public.%nAllow them with: aws ec2 disable-image-block-public-access --region %s"
              .formatted(region.name(), region.name()));
    }
  }

  /** Looks whether the account may register the AMI. */
  void requireMayRegister(AmiSpec spec) {
    amis.requireMayRegister(spec, "snap-00000000000000000");
  }
}
