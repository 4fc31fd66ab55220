package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.kms.Keys;
import io.github.miragemaven.local.kms.KmsKey;
import io.github.miragemaven.local.service.Anomaly;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Image;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Registration;
import io.github.miragemaven.local.state.Registration.Mapping;
import io.github.miragemaven.local.state.Snapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** CopyImage, from any region in the same directory. */
final class Copies {

  private final RegionContext region;
  private final RegionState state;
  private final Registrations registrations;
  private final Keys keys;

  Copies(RegionContext region, Registrations registrations) {
    this.region = region;
    this.state = region.state();
    this.registrations = registrations;
    this.keys = new Keys(region.name());
  }

  Consumer<Xml> copyImage(Query query) throws ServiceError, IOException {
    String name = Registrations.name(query);
    String description = Registrations.description(query);
    String sourceRegion = query.required("SourceRegion");
    SourceRegion from = SourceRegion.of(sourceRegion, region);
    Image.Source origin =
        new Image.Source(sourceRegion, query.required("SourceImageId"), query.text("ClientToken"));
    Optional<String> key = key(query);
    Map<String, Map<String, String>> tags = tags(query, Set.of("image", "snapshot"));
    query.done();
    Image image = from.available(origin.imageId());
    List<SourceRegion.Disk> sources = from.disks(image);
    return state
        .lock()
        .hold(
            () -> {
              Optional<String> before = copiedBefore(origin, name);
              if (before.isPresent()) {
                return answer -> answer.text("imageId", before.get());
              }
              registrations.checkFree(name);
              Map<String, String> copies = new HashMap<>();
              for (SourceRegion.Disk source : sources) {
                String text =
                    "Copied from SourceAmi %s for SourceSnapshot %s"
                        .formatted(image.id(), source.snapshot().id());
                copies.put(
                    source.snapshot().id(),
                    copy(source, text, tags.getOrDefault("snapshot", Map.of()), key));
              }
              Registration registration =
                  image
                      .registration()
                      .copied(name, description, onCopies(image, copies))
                      .on(kernel(image, sourceRegion));
              String copy =
                  registrations.add(
                      registration,
                      tags.getOrDefault("image", Map.of()),
                      Optional.of(origin),
                      query.shows(Anomaly.FAILS_LATER));
              return answer -> answer.text("imageId", copy);
            });
  }

  private Map<String, Map<String, String>> tags(Query query, Set<String> types)
      throws ServiceError {
    return TagSpecifications.of(query, types, region.account());
  }

  /**
   * Returns the key to encrypt the copies with. Without one, they are encrypted like the originals.
   */
  private Optional<String> key(Query query) throws ServiceError {
    Optional<String> named = query.text("KmsKeyId");
    boolean encrypted = query.flag("Encrypted").orElse(region.account().encryptionByDefault());
    if (named.isPresent() && !encrypted) {
      throw Ec2Errors.invalidCombination("KmsKeyId needs Encrypted to be true");
    }
    if (!encrypted) {
      return Optional.empty();
    }
    String wanted = named.orElse(Keys.EBS_DEFAULT);
    KmsKey key =
        keys.find(wanted)
            .filter(KmsKey::enabled)
            .orElseThrow(
                () ->
                    ServiceError.of(
                        "InvalidKmsKeyId", "The KMS key " + wanted + " cannot be used here"));
    return Optional.of(key.arn());
  }

  private Optional<String> copiedBefore(Image.Source origin, String name)
      throws ServiceError, IOException {
    if (origin.clientToken().isEmpty()) {
      return Optional.empty();
    }
    for (Image image : state.images().all()) {
      Optional<Image.Source> source = image.source();
      if (source.isPresent() && source.get().clientToken().equals(origin.clientToken())) {
        if (!source.get().equals(origin) || !image.registration().name().equals(name)) {
          throw ServiceError.of(
              "IdempotentParameterMismatch",
              "The client token was used with other parameters for " + image.id());
        }
        return Optional.of(image.id());
      }
    }
    return Optional.empty();
  }

  /** Copies a snapshot with its blocks. Called under the lock. */
  private String copy(
      SourceRegion.Disk source, String description, Map<String, String> tags, Optional<String> key)
      throws ServiceError, IOException {
    String id = RegionState.newId("snap");
    Instant now = region.clock().instant();
    Snapshot from = source.snapshot();
    Optional<String> inherited =
        from.encrypted() ? Optional.of(keys.ebsDefault().arn()) : Optional.empty();
    state.blocks().copy(source.blocks(), from.id(), id, now);
    Snapshot copy =
        new Snapshot(
            id,
            Snapshot.Volume.of(id, from.volumeSize(), key.or(() -> inherited)),
            Snapshot.Creation.startedAt(now),
            description,
            tags,
            Optional.empty(),
            from.timeoutMinutes());
    state.snapshots().put(id, copy.completing(region.polls(), false, List.of(id), now));
    return id;
  }

  private List<Mapping> onCopies(Image image, Map<String, String> copies) throws IOException {
    List<Mapping> mappings = new ArrayList<>();
    for (Mapping mapping : image.registration().mappings()) {
      if (mapping.snapshotId().isEmpty()) {
        mappings.add(mapping);
        continue;
      }
      String copy = copies.get(mapping.snapshotId().get());
      mappings.add(mapping.on(copy, state.snapshots().find(copy).orElseThrow().encrypted()));
    }
    return mappings;
  }

  /** Returns the kernel image with the same name in this region. */
  private Optional<String> kernel(Image image, String sourceRegion) throws ServiceError {
    if (image.registration().kernelId().isEmpty()) {
      return Optional.empty();
    }
    String id = image.registration().kernelId().get();
    Optional<String> here =
        KernelImages.of(sourceRegion).stream()
            .filter(kernel -> kernel.id().equals(id))
            .flatMap(
                kernel ->
                    KernelImages.of(region.name()).stream()
                        .filter(
                            other ->
                                other.registration().name().equals(kernel.registration().name())))
            .map(Image::id)
            .findFirst();
    if (here.isEmpty()) {
      throw ServiceError.of(
          "InvalidRequest", "There is no matching kernel image for " + id + " in this region");
    }
    return here;
  }
}
