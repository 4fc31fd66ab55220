package io.github.miragemaven.local.ec2;

import static java.util.Map.entry;

import io.github.miragemaven.local.kms.Keys;
import io.github.miragemaven.local.kms.KmsKey;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Instance;
import io.github.miragemaven.local.state.Instance.Token;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.TestState;
import io.github.miragemaven.local.state.Volume;
import io.github.miragemaven.local.state.Volume.Attachment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** CreateVolume, DescribeVolumes and DeleteVolume. */
final class Volumes {

  private static final int LARGEST = 16_384;
  private static final Set<String> TYPES = Set.of("gp2", "gp3", "standard");

  private static final Filters<Volume> FILTERS =
      new Filters<>(
          Map.ofEntries(
              entry("attachment.instance-id", v -> of(v).map(Attachment::instanceId).toList()),
              entry("attachment.status", v -> List.of(v.attachmentState())),
              entry("availability-zone", v -> List.of(v.zone())),
              entry("encrypted", v -> List.of(String.valueOf(v.kmsKeyArn().isPresent()))),
              entry("size", v -> List.of(String.valueOf(v.gib()))),
              entry("status", v -> List.of(v.state())),
              entry("volume-id", v -> List.of(v.id()))),
          Volume::tags);

  private static java.util.stream.Stream<Attachment> of(Volume volume) {
    return volume.attachment().stream();
  }

  private final RegionContext region;
  private final RegionState state;
  private final Keys keys;

  Volumes(RegionContext region) {
    this.region = region;
    this.state = region.state();
    this.keys = new Keys(region.name());
  }

  Consumer<Xml> create(Query query) throws ServiceError, IOException {
    String zone = query.required("AvailabilityZone");
    int gib = query.number("Size").orElse(0);
    String type = query.text("VolumeType").orElse("gp2");
    Optional<String> key = key(query);
    Optional<Token> token = ClientTokens.of(query);
    Map<String, String> tags =
        TagSpecifications.of(query, Set.of("volume"), region.account())
            .getOrDefault("volume", Map.of());
    query.done();
    if (state.vpc().subnets().stream().noneMatch(subnet -> subnet.zone().equals(zone))) {
      throw ServiceError.of("InvalidZone.NotFound", "The zone '" + zone + "' does not exist.");
    }
    if (gib < 1 || gib > LARGEST || !TYPES.contains(type)) {
      throw Ec2Errors.invalidValue(
          "Volume of %d GiB and type %s: 1 to %d GiB of %s are to be had"
              .formatted(gib, type, LARGEST, TYPES));
    }
    return state
        .lock()
        .hold(
            () -> {
              Optional<Volume> before =
                  ClientTokens.made(
                      token, TestState.of(state).volumes().all(), Volume::token, Volume::id);
              if (before.isPresent()) {
                return answer -> write(answer, before.get());
              }
              Volume volume =
                  new Volume(
                          RegionState.newId("vol"),
                          gib,
                          zone,
                          key,
                          Volume.Phase.CREATING,
                          region.polls(),
                          Optional.empty(),
                          region.clock().instant(),
                          token,
                          tags)
                      .settled();
              try (RandomAccessFile disk =
                  new RandomAccessFile(
                      TestState.of(state).volumeFile(volume.id()).toFile(), "rw")) {
                disk.setLength((long) gib << 30);
              }
              TestState.of(state).volumes().put(volume.id(), volume);
              return answer -> write(answer, volume);
            });
  }

  private Optional<String> key(Query query) throws ServiceError {
    Optional<String> wanted = query.text("KmsKeyId");
    if (!query.flag("Encrypted").orElse(region.account().encryptionByDefault())) {
      return Optional.empty();
    }
    KmsKey key =
        keys.find(wanted.orElse(Keys.EBS_DEFAULT))
            .filter(KmsKey::enabled)
            .orElseThrow(
                () ->
                    ServiceError.of(
                        "InvalidParameterDependency",
                        "The key " + wanted.orElse("") + " cannot be used"));
    return Optional.of(key.arn());
  }

  Consumer<Xml> describe(Query query) throws ServiceError, IOException {
    List<String> ids = query.texts("VolumeId");
    Predicate<Volume> fits = FILTERS.of(query);
    Page.Asked page = Page.asked(query, region, 5);
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              List<Volume> chosen = new ArrayList<>();
              for (String id : ids) {
                chosen.add(find(id));
              }
              if (ids.isEmpty()) {
                for (Volume volume : TestState.of(state).volumes().all()) {
                  chosen.add(now(volume));
                }
              }
              Page<Volume> shown = page.of(chosen.stream().filter(fits).toList());
              for (Volume volume : chosen) {
                if (!volume.polled().equals(volume)) {
                  TestState.of(state).volumes().put(volume.id(), volume.polled());
                }
              }
              return answer ->
                  answer
                      .items("volumeSet", shown.items(), Volumes::write)
                      .text("nextToken", shown.nextToken());
            });
  }

  Consumer<Xml> delete(Query query) throws ServiceError, IOException {
    String id = query.required("VolumeId");
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              Volume volume = find(id);
              if (volume.attachment().isPresent()) {
                throw ServiceError.of(
                    "VolumeInUse",
                    "Volume %s is currently attached to %s"
                        .formatted(id, volume.attachment().get().instanceId()));
              }
              if (volume.phase() != Volume.Phase.AVAILABLE) {
                throw incorrectState(volume);
              }
              TestState.of(state).volumes().remove(id);
              Files.deleteIfExists(TestState.of(state).volumeFile(id));
              return Ec2Operation.DONE;
            });
  }

  /** Returns the volume with an ID. Called under the lock. */
  Volume find(String id) throws ServiceError, IOException {
    if (!id.matches("vol-[0-9a-f]{8,17}")) {
      throw ServiceError.of("InvalidParameterValue", "Value (" + id + ") for volume is invalid.");
    }
    Volume volume =
        TestState.of(state)
            .volumes()
            .find(id)
            .orElseThrow(
                () ->
                    ServiceError.of(
                        "InvalidVolume.NotFound", "The volume '" + id + "' does not exist."));
    return now(volume);
  }

  /**
   * Returns the current state of a volume. A terminated instance no longer has volumes attached.
   */
  private Volume now(Volume volume) throws IOException {
    Optional<Instance> instance =
        volume.attachment().isEmpty()
            ? Optional.empty()
            : state.instances().find(volume.attachment().get().instanceId());
    return instance.filter(it -> it.is(Instance.Phase.TERMINATED)).isPresent()
        ? volume.detaching(0)
        : volume;
  }

  static ServiceError incorrectState(Volume volume) {
    return ServiceError.of(
        "IncorrectState", "The volume '%s' is '%s'".formatted(volume.id(), volume.state()));
  }

  private static void write(Xml xml, Volume volume) {
    xml.text("volumeId", volume.id())
        .text("size", volume.gib())
        .text("availabilityZone", volume.zone())
        .text("status", volume.state())
        .text("createTime", volume.created())
        .text("volumeType", "gp3")
        .text("encrypted", volume.kmsKeyArn().isPresent())
        .text("kmsKeyId", volume.kmsKeyArn())
        .items(
            "attachmentSet",
            volume.attachment().stream().toList(),
            (item, attachment) -> writeAttachment(item, volume, attachment));
    TagSpecifications.write(xml, volume.tags());
  }

  static void writeAttachment(Xml xml, Volume volume, Attachment attachment) {
    xml.text("volumeId", volume.id())
        .text("instanceId", attachment.instanceId())
        .text("device", attachment.device())
        .text("status", volume.attachmentState())
        .text("attachTime", attachment.since())
        .text("deleteOnTermination", false);
  }
}
