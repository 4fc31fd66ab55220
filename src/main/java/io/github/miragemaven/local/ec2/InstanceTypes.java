package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.Refusal;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.Xml;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** DescribeInstanceTypes and DescribeInstanceTypeOfferings, for a selection of types. */
final class InstanceTypes {

  /** An instance type as DescribeInstanceTypes describes it. */
  record Type(
      String name,
      boolean current,
      String hypervisor,
      List<String> virtualization,
      List<String> architectures,
      int cpus,
      int memoryMiB,
      boolean instanceStore,
      String ena,
      String nvme) {

    boolean paravirtual() {
      return virtualization.contains("paravirtual");
    }

    /**
     * Tells whether it supports IPv6; of the previous generations only C3, R3 and I2 do (EC2 User
     * Guide, "IP addressing").
     */
    boolean ipv6() {
      return current || name.startsWith("c3.");
    }

    int ipv6Addresses() {
      return ipv6() ? 2 : 0;
    }
  }

  private static final List<String> BOTH = List.of("hvm", "paravirtual");
  private static final List<String> HVM = List.of("hvm");
  private static final List<String> ANY = List.of("i386", "x86_64");
  private static final List<String> X86_64 = List.of("x86_64");

  private static final List<Type> TYPES =
      List.of(
          old("c1.medium", BOTH, ANY, 2, 1740, true),
          old("c3.large", BOTH, ANY, 2, 3840, true),
          old("m1.small", BOTH, ANY, 1, 1740, true),
          old("m2.xlarge", BOTH, X86_64, 2, 17_510, true),
          old("m3.medium", BOTH, X86_64, 1, 3840, true),
          new Type(
              "m4.large", true, "xen", HVM, X86_64, 2, 8192, false, "unsupported", "unsupported"),
          old("t1.micro", BOTH, ANY, 1, 627, false),
          new Type("t2.micro", true, "xen", HVM, ANY, 1, 1024, false, "unsupported", "unsupported"),
          new Type("t3.micro", true, "nitro", HVM, X86_64, 2, 1024, false, "required", "required"),
          new Type(
              "t4g.micro",
              true,
              "nitro",
              HVM,
              List.of("arm64"),
              2,
              1024,
              false,
              "required",
              "required"));

  private static final Filters<Type> FILTERS =
      new Filters<>(
          Map.of(
              "bare-metal", type -> List.of("false"),
              "current-generation", type -> List.of(String.valueOf(type.current())),
              "hypervisor", type -> List.of(type.hypervisor()),
              "instance-type", type -> List.of(type.name()),
              "processor-info.supported-architecture", Type::architectures,
              "supported-root-device-type", InstanceTypes::rootDeviceTypes,
              "supported-virtualization-type", Type::virtualization),
          type -> Map.of());

  private static Type old(
      String name,
      List<String> virtualization,
      List<String> architectures,
      int cpus,
      int memoryMiB,
      boolean instanceStore) {
    return new Type(
        name,
        false,
        "xen",
        virtualization,
        architectures,
        cpus,
        memoryMiB,
        instanceStore,
        "unsupported",
        "unsupported");
  }

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

  Consumer<Xml> describe(Query query) throws Refusal {
    List<String> named = query.texts("InstanceType");
    Predicate<Type> filters = FILTERS.of(query);
    Page.Asked asked = Page.asked(query, region, 5);
    query.done();
    for (String name : named) {
      if (offered.stream().noneMatch(type -> type.name().equals(name))) {
        throw Refusal.of(
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

  Consumer<Xml> describeOfferings(Query query) throws Refusal {
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
        .text("hypervisor", type.hypervisor())
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
            ebs -> ebs.text("encryptionSupport", "supported").text("nvmeSupport", type.nvme()))
        .element(
            "networkInfo",
            network ->
                network
                    .text("enaSupport", type.ena())
                    .text("ipv6Supported", type.ipv6())
                    .text("ipv6AddressesPerInterface", type.ipv6Addresses())
                    .text("maximumNetworkInterfaces", 2))
        .element("supportedBootModes", list -> texts(list, List.of("legacy-bios")));
  }

  private static void texts(Xml list, List<String> texts) {
    texts.forEach(text -> list.text("item", Optional.of(text)));
  }
}
