package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** DescribeInstanceTypes and DescribeInstanceTypeOfferings, for a selection of types. */
final class InstanceTypes {

  /** The generations of instance types. */
  enum Generation {
    /** A previous generation, on Xen. */
    PREVIOUS("xen", "unsupported"),
    /** A current generation on Xen. */
    XEN("xen", "unsupported"),
    /** On the Nitro System, with ENA and NVMe. */
    NITRO("nitro", "required");

    private final String hypervisor;
    private final String devices;

    Generation(String hypervisor, String devices) {
      this.hypervisor = hypervisor;
      this.devices = devices;
    }

    /** Returns the support of ENA: {@code unsupported} or {@code required}. */
    String ena() {
      return devices;
    }
  }

  /** An instance type as DescribeInstanceTypes describes it. */
  record Type(
      String name,
      Generation generation,
      List<String> virtualization,
      List<String> architectures,
      int cpus,
      int memoryMiB,
      boolean instanceStore) {

    boolean current() {
      return generation != Generation.PREVIOUS;
    }

    boolean paravirtual() {
      return virtualization.contains("paravirtual");
    }

    /**
     * Tells whether it supports IPv6; of the previous generations only C3, R3 and I2 do (EC2 User
     * Guide, "IP addressing").
     */
    boolean ipv6() {
      return current() || name.startsWith("c3.");
    }

    int ipv6Addresses() {
      return ipv6() ? 2 : 0;
    }
  }

  private static final List<String> BOTH = List.of("hvm", "paravirtual");
  private static final List<String> HVM = List.of("hvm");
  private static final List<String> ANY = List.of("i386", "x86_64");
  private static final List<String> X86_64 = List.of("x86_64");
  private static final List<String> ARM64 = List.of("arm64");

  private static final List<Type> TYPES =
      List.of(
          new Type("c1.medium", Generation.PREVIOUS, BOTH, ANY, 2, 1740, true),
          new Type("c3.large", Generation.PREVIOUS, BOTH, ANY, 2, 3840, true),
          new Type("m1.small", Generation.PREVIOUS, BOTH, ANY, 1, 1740, true),
          new Type("m2.xlarge", Generation.PREVIOUS, BOTH, X86_64, 2, 17_510, true),
          new Type("m3.medium", Generation.PREVIOUS, BOTH, X86_64, 1, 3840, true),
          new Type("m4.large", Generation.XEN, HVM, X86_64, 2, 8192, false),
          new Type("t1.micro", Generation.PREVIOUS, BOTH, ANY, 1, 627, false),
          new Type("t2.micro", Generation.XEN, HVM, ANY, 1, 1024, false),
          new Type("t3.micro", Generation.NITRO, HVM, X86_64, 2, 1024, false),
          new Type("t4g.micro", Generation.NITRO, HVM, ARM64, 2, 1024, false));

  private static final Filters<Type> FILTERS =
      new Filters<>(
          Map.of(
              "hypervisor", type -> List.of(type.generation().hypervisor),
              "instance-type", type -> List.of(type.name()),
              "supported-virtualization-type", Type::virtualization),
          type -> Map.of());

  private final RegionContext region;
  private final List<Type> offered;

  InstanceTypes(RegionContext region) {
    this.region = region;
    boolean paravirtual = !KernelImages.of(region.name()).isEmpty();
    this.offered = TYPES.stream().filter(type -> paravirtual || !type.paravirtual()).toList();
  }

  /** Returns the type with a name, if the region has it. */
  Optional<Type> find(String name) {
    return offered.stream().filter(type -> type.name().equals(name)).findFirst();
  }

  Consumer<Xml> describe(Query query) throws ServiceError {
    List<String> named = query.texts("InstanceType");
    Predicate<Type> filters = FILTERS.of(query);
    Page.Asked asked = Page.asked(query, region, 5);
    query.done();
    for (String name : named) {
      if (offered.stream().noneMatch(type -> type.name().equals(name))) {
        throw ServiceError.of(
            "InvalidInstanceType",
            "The following supplied instance types do not exist: [" + name + "]");
      }
    }
    Page<Type> page =
        asked.of(
            offered.stream()
                .filter(type -> named.isEmpty() || named.contains(type.name()))
                .filter(filters)
                .toList());
    return answer ->
        answer
            .items("instanceTypeSet", page.items(), InstanceTypes::write)
            .text("nextToken", page.nextToken());
  }

  Consumer<Xml> describeOfferings(Query query) throws ServiceError {
    String locationType = query.text("LocationType").orElse("region");
    List<String> locations =
        switch (locationType) {
          case "region" -> List.of(region.name());
          case "availability-zone" -> List.of(region.name() + "a", region.name() + "b");
          default ->
              throw Ec2Errors.invalidValue(
                  "Value (" + locationType + ") for parameter locationType is invalid.");
        };
    record Offering(String type, String location) {}
    Filters<Offering> known =
        new Filters<>(
            Map.of(
                "instance-type", offering -> List.of(offering.type()),
                "location", offering -> List.of(offering.location())),
            offering -> Map.of());
    Predicate<Offering> filters = known.of(query);
    Page.Asked asked = Page.asked(query, region, 5);
    query.done();
    Page<Offering> page =
        asked.of(
            offered.stream()
                .flatMap(type -> locations.stream().map(place -> new Offering(type.name(), place)))
                .filter(filters)
                .toList());
    return answer ->
        answer
            .items(
                "instanceTypeOfferingSet",
                page.items(),
                (item, offering) ->
                    item.text("instanceType", offering.type())
                        .text("locationType", locationType)
                        .text("location", offering.location()))
            .text("nextToken", page.nextToken());
  }

  private static List<String> rootDeviceTypes(Type type) {
    return type.instanceStore() ? List.of("ebs", "instance-store") : List.of("ebs");
  }

  private static void write(Xml item, Type type) {
    item.text("instanceType", type.name())
        .text("currentGeneration", type.current())
        .text("freeTierEligible", false)
        .element("supportedUsageClasses", list -> texts(list, List.of("on-demand", "spot")))
        .element("supportedRootDeviceTypes", list -> texts(list, rootDeviceTypes(type)))
        .element("supportedVirtualizationTypes", list -> texts(list, type.virtualization()))
        .text("bareMetal", false)
        .text("hypervisor", type.generation().hypervisor)
        .element(
            "processorInfo",
            processor ->
                processor.element(
                    "supportedArchitectures", list -> texts(list, type.architectures())))
        .element("vCpuInfo", cpus -> cpus.text("defaultVCpus", type.cpus()))
        .element("memoryInfo", memory -> memory.text("sizeInMiB", type.memoryMiB()))
        .text("instanceStorageSupported", type.instanceStore())
        .element(
            "ebsInfo",
            ebs ->
                ebs.text("encryptionSupport", "supported")
                    .text("nvmeSupport", type.generation().devices))
        .element(
            "networkInfo",
            network ->
                network
                    .text("enaSupport", type.generation().ena())
                    .text("ipv6Supported", type.ipv6())
                    .text("ipv6AddressesPerInterface", type.ipv6Addresses())
                    .text("maximumNetworkInterfaces", 2))
        .element("supportedBootModes", list -> texts(list, List.of("legacy-bios")));
  }

  private static void texts(Xml list, List<String> texts) {
    texts.forEach(text -> list.text("item", Optional.of(text)));
  }
}
