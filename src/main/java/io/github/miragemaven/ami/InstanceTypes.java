package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.kernel.Virtualization;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ArchitectureType;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceTypeHypervisor;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;

/**
 * The instance types of a region, which EC2 is asked for since they differ by region and change
 * over time. The plugin's AMIs, paravirtual or HVM, run on Xen only: no MirageOS kernel has drivers
 * for Nitro's disks and networks.
 */
public final class InstanceTypes {

  private static final List<String> PARAVIRTUAL = List.of("t1.micro", "m3.medium", "m1.small");
  private static final List<String> HVM = List.of("t2.micro", "m4.large");

  private final AwsRegion region;
  private final Ec2Client ec2;

  /** Accesses the instance types of a region. */
  public InstanceTypes(AwsRegion region) {
    this.region = region;
    this.ec2 = region.ec2();
  }

  /**
   * Returns a small type that runs an AMI with this virtualization.
   *
   * @throws UserFailureException if the region offers none of the known ones
   */
  public String usual(Virtualization virtualization) throws UserFailureException {
    List<String> known = virtualization == Virtualization.HVM ? HVM : PARAVIRTUAL;
    Set<String> offered =
        offerings(request -> request.filters(named(known)))
            .map(InstanceTypeOffering::instanceTypeAsString)
            .collect(Collectors.toSet());
    return known.stream()
        .filter(offered::contains)
        .findFirst()
        .orElseThrow(
            () ->
                new UserFailureException(
                    "None of %s is offered in %s, and this AMI is %s.%nSet <instanceType> (-Dmirage.instanceType=...) to a type on Xen that runs it, or use another region."
                        .formatted(String.join(", ", known), region.name(), word(virtualization))));
  }

  /**
   * Requires that a type runs an AMI with this virtualization.
   *
   * @return its memory in MiB, if EC2 reports it
   * @throws UserFailureException if it does not, or if the region does not offer it
   */
  public OptionalLong require(String type, Virtualization virtualization)
      throws UserFailureException {
    InstanceTypeInfo info = offered(type);
    String kind = word(virtualization);
    boolean runs = info.supportedVirtualizationTypesAsStrings().contains(kind);
    boolean bits = info.processorInfo().supportedArchitectures().contains(ArchitectureType.X86_64);
    boolean xen = info.hypervisor() == InstanceTypeHypervisor.XEN;
    if (!runs || !bits || !xen) {
      throw new UserFailureException(
          "The instance type %s does not run this AMI, which is %s for x86_64 on Xen: the type is %s on %s.%nSet another <instanceType> (-Dmirage.instanceType=%s)."
              .formatted(
                  type,
                  kind,
                  String.join(" and ", info.supportedVirtualizationTypesAsStrings()),
                  Optional.ofNullable(info.hypervisorAsString()).orElse("bare metal"),
                  virtualization == Virtualization.HVM ? "t2.micro" : "m3.medium"));
    }
    return Optional.ofNullable(info.memoryInfo())
        .map(memory -> OptionalLong.of(memory.sizeInMiB()))
        .orElse(OptionalLong.empty());
  }

  /** Returns the availability zones that offer a type. */
  public Set<String> zones(String type) {
    return offerings(
            request ->
                request.locationType(LocationType.AVAILABILITY_ZONE).filters(named(List.of(type))))
        .map(InstanceTypeOffering::location)
        .collect(Collectors.toSet());
  }

  private Stream<InstanceTypeOffering> offerings(
      Consumer<DescribeInstanceTypeOfferingsRequest.Builder> filter) {
    return ec2.describeInstanceTypeOfferings(filter).instanceTypeOfferings().stream();
  }

  private static Filter named(List<String> types) {
    return Filter.builder().name("instance-type").values(types).build();
  }

  private static String word(Virtualization virtualization) {
    return virtualization.name().toLowerCase(Locale.ROOT);
  }

  private InstanceTypeInfo offered(String type) throws UserFailureException {
    try {
      if (offerings(request -> request.filters(named(List.of(type)))).findAny().isPresent()) {
        return ec2.describeInstanceTypes(request -> request.instanceTypesWithStrings(type))
            .instanceTypes()
            .get(0);
      }
    } catch (Ec2Exception e) {
      if (!CallFailure.of(e).is("InvalidInstanceType")) {
        throw e;
      }
    }
    throw new UserFailureException(
        "The instance type %s is not available in %s.%nSet another <instanceType> (-Dmirage.instanceType=...), or another region."
            .formatted(type, region.name()));
  }
}
