package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.Image;
import io.github.miragemaven.local.state.Registration;
import java.util.Optional;
import java.util.Set;

/** The rules for attributes of images that depend on each other. */
final class RegistrationRules {

  private static final Set<String> ARCHITECTURES = Set.of("i386", "x86_64", "arm64");
  private static final Set<String> BOOT_MODES = Set.of("legacy-bios", "uefi", "uefi-preferred");

  private RegistrationRules() {}

  /** Refuses the registration of an image that no instance of the region could run. */
  static void check(Registration asked, String region) throws ServiceError {
    oneOf("architecture", asked.architecture(), ARCHITECTURES);
    oneOf("virtualizationType", asked.virtualizationType(), Set.of("paravirtual", "hvm"));
    if (asked.features().sriovNet().isPresent()) {
      oneOf("sriovNetSupport", asked.features().sriovNet().get(), Set.of("simple"));
    }
    if (asked.features().bootMode().isPresent()) {
      oneOf("bootMode", asked.features().bootMode().get(), BOOT_MODES);
    }
    if (asked.features().tpm().isPresent()) {
      oneOf("tpmSupport", asked.features().tpm().get(), Set.of("v2.0"));
    }
    if (asked.features().imds().isPresent()) {
      oneOf("imdsSupport", asked.features().imds().get(), Set.of("v2.0"));
    }
    if (asked.paravirtual()) {
      checkParavirtual(asked, region);
    } else {
      checkHvm(asked);
    }
  }

  private static void checkParavirtual(Registration asked, String region) throws ServiceError {
    if (asked.architecture().equals("arm64")) {
      throw Ec2Errors.invalidCombination(
          "The architecture 'arm64' is not supported with the virtualization type 'paravirtual'");
    }
    notWithParavirtual("EnaSupport", asked.features().ena().filter(ena -> ena));
    notWithParavirtual("SriovNetSupport", asked.features().sriovNet());
    notWithParavirtual("BootMode", asked.features().bootMode());
    notWithParavirtual("TpmSupport", asked.features().tpm());
    String kernelId =
        asked
            .kernelId()
            .orElseThrow(
                () ->
                    ServiceError.of(
                        "MissingParameter",
                        "The request must contain the parameter KernelId for the virtualization"
                            + " type 'paravirtual'"));
    if (!kernelId.matches("aki-[0-9a-f]{8,17}")) {
      throw Ec2Errors.malformedImage(kernelId);
    }
    Image kernel =
        KernelImages.of(region).stream()
            .filter(image -> image.id().equals(kernelId))
            .findFirst()
            .orElseThrow(() -> Ec2Errors.noImage(kernelId));
    if (!kernel.registration().architecture().equals(asked.architecture())) {
      throw Ec2Errors.invalidCombination(
          "The kernel %s is for %s, and the image for %s"
              .formatted(kernelId, kernel.registration().architecture(), asked.architecture()));
    }
  }

  private static void notWithParavirtual(String name, Optional<?> value) throws ServiceError {
    if (value.isPresent()) {
      throw Ec2Errors.invalidCombination(
          "The parameter " + name + " is not supported with the virtualization type 'paravirtual'");
    }
  }

  private static void checkHvm(Registration asked) throws ServiceError {
    if (asked.kernelId().isPresent()) {
      throw Ec2Errors.invalidCombination(
          "The parameter KernelId is not supported with the virtualization type 'hvm'");
    }
    if (asked.features().tpm().isPresent()
        && !asked.features().bootMode().equals(Optional.of("uefi"))) {
      throw Ec2Errors.invalidCombination("TpmSupport needs the boot mode 'uefi'");
    }
    if (asked.architecture().equals("arm64")
        && asked.features().bootMode().equals(Optional.of("legacy-bios"))) {
      throw Ec2Errors.invalidCombination("The architecture 'arm64' needs the boot mode 'uefi'");
    }
  }

  private static void oneOf(String name, String value, Set<String> known) throws ServiceError {
    if (!known.contains(value)) {
      throw Ec2Errors.invalidValue(
          "Value (%s) for parameter %s is invalid.".formatted(value, name));
    }
  }
}
