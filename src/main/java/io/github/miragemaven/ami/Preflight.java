package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.kernel.Virtualization;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.ImageBlockPublicAccessEnabledState;

/** Checks before an upload whether the registration would fail. */
final class Preflight {

  private final AwsRegion region;
  private final Amis amis;

  Preflight(AwsRegion region) {
    this.region = region;
    this.amis = new Amis(region);
  }

  /** Returns the PV-GRUB for a paravirtual AMI. */
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
   * Requires that the AMI's name is available. A failed AMI of the project may have it, since it is
   * deregistered later.
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
        "The name \"%s\" in %s belongs to %s, which %s.%nPut {digest} or {version} into <amiName> (-Dmirage.amiName=%s), or deregister that AMI."
            .formatted(
                spec.name(),
                region.name(),
                taken.get().id(),
                ours ? "has another image or other settings" : "is not this project's",
                AmiName.DEFAULT));
  }

  /** Requires that the instance type, if one is set, runs the AMI. */
  void requireInstanceTypeFits(Virtualization virtualization, AmiSettings settings)
      throws UserFailureException {
    if (settings.instanceType().isPresent()) {
      new InstanceTypes(region).require(settings.instanceType().get(), virtualization);
    }
  }

  /** Requires that the account does not block public AMIs, if the AMI is public. */
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
          "The account blocks public AMIs in %s, but mirage.launchPermissions contains public.%nAllow them with: aws ec2 disable-image-block-public-access --region %s"
              .formatted(region.name(), region.name()));
    }
  }

  /** Requires that the account may register the AMI. */
  void requireMayRegister(AmiSpec spec) {
    amis.requireMayRegister(spec, "snap-00000000000000000");
  }
}
