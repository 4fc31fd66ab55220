package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Image;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Registration;
import io.github.miragemaven.local.state.Registration.Mapping;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** DescribeImages: the account's AMIs and the kernel images of Amazon. */
final class Images {

  private static final int MIN_RESULTS = 1;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final Filters<Image> FILTERS =
      new Filters<>(
          Map.ofEntries(
              filter(
                  "block-device-mapping.snapshot-id",
                  image ->
                      image.registration().mappings().stream()
                          .flatMap(mapping -> mapping.snapshotId().stream())
                          .toList()),
              filter("hypervisor", image -> List.of("xen")),
              filter("is-public", image -> List.of(String.valueOf(image.isPublic()))),
              filter("image-id", image -> List.of(image.id())),
              filter("image-type", image -> List.of(image.registration().machine().imageType())),
              filter("name", image -> List.of(image.registration().name())),
              filter("state", image -> List.of(image.state())),
              filter(
                  "virtualization-type",
                  image -> List.of(image.registration().virtualizationType()))),
          Image::tags);

  private static Map.Entry<String, Function<Image, Collection<String>>> filter(
      String name, Function<Image, Collection<String>> looksAt) {
    return Map.entry(name, looksAt);
  }

  private final RegionContext region;
  private final RegionState state;
  private final List<Image> kernels;

  Images(RegionContext region) {
    this.region = region;
    this.state = region.state();
    this.kernels = KernelImages.of(region.name());
  }

  Consumer<Xml> describe(Query query) throws ServiceError, IOException {
    List<String> ids = query.texts("ImageId");
    Predicate<Image> fits = FILTERS.of(query).and(ownedBy(query.texts("Owner")));
    boolean deprecatedToo = query.flag("IncludeDeprecated").orElse(false);
    boolean disabledToo = query.flag("IncludeDisabled").orElse(false);
    Page.Asked page = Page.asked(query, region, MIN_RESULTS);
    query.done();
    Instant now = region.clock().instant();
    Predicate<Image> shown =
        image ->
            (disabledToo || image.phase() != Image.Phase.DISABLED)
                && (deprecatedToo || !ids.isEmpty() || isOwn(image) || !isDeprecated(image, now));
    return state
        .lock()
        .hold(
            () -> {
              List<Image> chosen = chosen(ids);
              Page<Image> shownNow = page.of(chosen.stream().filter(fits).filter(shown).toList());
              for (Image image : chosen) {
                boolean asked = fits.test(image) || fits.test(image.inTheEnd());
                if (asked && !image.polled().equals(image)) {
                  state.images().put(image.id(), image.polled());
                }
              }
              return answer -> {
                answer.items("imagesSet", shownNow.items(), Images::write);
                answer.text("nextToken", shownNow.nextToken());
              };
            });
  }

  private static boolean isOwn(Image image) {
    return image.owner().equals(RegionState.ACCOUNT);
  }

  private static boolean isDeprecated(Image image, Instant now) {
    return image.deprecationTime().filter(time -> !time.isAfter(now)).isPresent();
  }

  private static Predicate<Image> ownedBy(List<String> owners) {
    Set<String> accounts = new HashSet<>(owners);
    if (accounts.remove("self")) {
      accounts.add(RegionState.ACCOUNT);
    }
    return image ->
        accounts.isEmpty()
            || accounts.contains(image.owner())
            || alias(image).filter(accounts::contains).isPresent();
  }

  private List<Image> chosen(List<String> ids) throws ServiceError, IOException {
    List<Image> all = new ArrayList<>(state.images().all());
    all.addAll(kernels);
    if (ids.isEmpty()) {
      return all;
    }
    List<Image> chosen = new ArrayList<>();
    for (String id : ids) {
      if (!id.matches("(ami|aki|ari)-[0-9a-f]{8,17}")) {
        throw Ec2Errors.malformedImage(id);
      }
      chosen.add(
          all.stream()
              .filter(image -> image.id().equals(id))
              .findFirst()
              .orElseThrow(() -> Ec2Errors.noImage(id)));
    }
    return chosen;
  }

  private static Optional<String> alias(Image image) {
    return image.owner().equals(KernelImages.AMAZON) ? Optional.of("amazon") : Optional.empty();
  }

  private static String rootDeviceType(Image image) {
    return image.registration().rootDeviceName().isPresent() ? "ebs" : "instance-store";
  }

  private static void write(Xml item, Image image) {
    Registration registered = image.registration();
    item.text("imageId", image.id())
        .text("imageLocation", alias(image).orElse(image.owner()) + "/" + registered.name())
        .text("imageState", image.state())
        .text("imageOwnerId", image.owner())
        .text("imageOwnerAlias", alias(image))
        .text("creationDate", TIME.format(image.creation().time()))
        .text("isPublic", image.isPublic())
        .text("architecture", registered.architecture())
        .text("imageType", registered.machine().imageType())
        .text("kernelId", registered.kernelId())
        .text("platformDetails", "Linux/UNIX")
        .text("usageOperation", "RunInstances")
        .text("name", registered.name())
        .text("description", described(registered.description()))
        .text("rootDeviceType", rootDeviceType(image))
        .text("rootDeviceName", registered.rootDeviceName())
        .items("blockDeviceMapping", registered.mappings(), Images::write)
        .text("virtualizationType", registered.virtualizationType())
        .text("hypervisor", "xen")
        .text("enaSupport", registered.features().ena())
        .text("sriovNetSupport", registered.features().sriovNet())
        .text("bootMode", registered.features().bootMode())
        .text("tpmSupport", registered.features().tpm())
        .text("imdsSupport", registered.features().imds())
        .text("deprecationTime", image.deprecationTime().map(TIME::format))
        .text("sourceImageId", image.source().map(Image.Source::imageId))
        .text("sourceImageRegion", image.source().map(Image.Source::region));
    if (image.phase() == Image.Phase.FAILED) {
      item.element(
          "stateReason",
          reason ->
              reason
                  .text("code", "Server.InternalError")
                  .text("message", "Internal error on launch"));
    }
    TagSpecifications.write(item, image.tags());
  }

  private static Optional<String> described(String description) {
    return Optional.of(description).filter(text -> !text.isEmpty());
  }

  /** Writes a block device mapping. */
  static void write(Xml item, Mapping mapping) {
    item.text("deviceName", mapping.deviceName()).text("virtualName", mapping.virtualName());
    if (mapping.virtualName().isEmpty()) {
      item.element(
          "ebs",
          ebs ->
              ebs.text("snapshotId", mapping.snapshotId())
                  .text("volumeSize", mapping.volumeSize())
                  .text("deleteOnTermination", mapping.deleteOnTermination())
                  .text("volumeType", mapping.volumeType().name())
                  .text("iops", mapping.volumeType().iops())
                  .text("throughput", mapping.volumeType().throughput())
                  .text("encrypted", mapping.encrypted()));
    }
  }
}
