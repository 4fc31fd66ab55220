package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Instance;
import io.github.miragemaven.local.state.Instance.Disk;
import io.github.miragemaven.local.state.Instance.Phase;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.TestState;
import io.github.miragemaven.local.state.Volume;
import io.github.miragemaven.local.state.Volume.Attachment;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** AttachVolume and DetachVolume. */
final class Attachments {

  private final RegionContext region;
  private final RegionState state;
  private final Volumes volumes;
  private final Instances instances;
  private final InstanceView view;

  Attachments(RegionContext region, Volumes volumes, Instances instances, InstanceView view) {
    this.region = region;
    this.state = region.state();
    this.volumes = volumes;
    this.instances = instances;
    this.view = view;
  }

  Consumer<Xml> attach(Query query) throws ServiceError, IOException {
    String id = query.required("VolumeId");
    String instanceId = query.required("InstanceId");
    String device = query.required("Device");
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              Volume volume = volumes.find(id);
              Instance instance = instances.find(instanceId);
              check(volume, instance, device);
              Attachment attachment = new Attachment(instanceId, device, region.clock().instant());
              Volume attached = volume.attaching(attachment, region.polls());
              TestState.of(state).volumes().put(id, attached);
              Disk disk =
                  new Disk(device, id, Optional.empty(), volume.gib(), false, volume.tags());
              keep(instance, Stream.concat(instance.disks().stream(), Stream.of(disk)));
              return answer -> Volumes.writeAttachment(answer, attached, attachment);
            });
  }

  private void check(Volume volume, Instance instance, String device)
      throws ServiceError, IOException {
    if (volume.attachment().isPresent()) {
      throw ServiceError.of(
          "VolumeInUse", "%s is already attached to an instance".formatted(volume.id()));
    }
    if (volume.phase() != Volume.Phase.AVAILABLE) {
      throw Volumes.incorrectState(volume);
    }
    if (!instance.is(Phase.RUNNING) && !instance.is(Phase.STOPPED)) {
      throw ServiceError.of(
          "IncorrectState", "Instance '%s' is not 'running'.".formatted(instance.id()));
    }
    String zone = view.subnet(instance).zone();
    if (!volume.zone().equals(zone)) {
      throw ServiceError.of(
          "InvalidVolume.ZoneMismatch",
          "The volume '%s' is not in the same availability zone as instance '%s'"
              .formatted(volume.id(), instance.id()));
    }
    if (instance.disks().stream().map(Disk::deviceName).anyMatch(device::equals)) {
      throw Ec2Errors.invalidValue(
          "Invalid value '%s' for unixDevice. Attachment point %s is already in use"
              .formatted(device, device));
    }
  }

  private void keep(Instance instance, Stream<Disk> disks) throws IOException {
    state
        .instances()
        .put(
            instance.id(),
            new Instance(
                instance.id(),
                instance.launch(),
                instance.condition(),
                instance.network(),
                disks.toList(),
                instance.start(),
                instance.tags()));
  }

  Consumer<Xml> detach(Query query) throws ServiceError, IOException {
    String id = query.required("VolumeId");
    Optional<String> instanceId = query.text("InstanceId");
    Optional<String> device = query.text("Device");
    query.flag("Force");
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              Volume volume = volumes.find(id);
              Attachment attachment =
                  volume
                      .attachment()
                      .filter(
                          to -> instanceId.isEmpty() || instanceId.get().equals(to.instanceId()))
                      .filter(to -> device.isEmpty() || device.get().equals(to.device()))
                      .orElseThrow(() -> Volumes.incorrectState(volume));
              Optional<Instance> instance = state.instances().find(attachment.instanceId());
              if (instance.isPresent()) {
                keep(
                    instance.get(),
                    instance.get().disks().stream().filter(disk -> !disk.volumeId().equals(id)));
              }
              Volume detached = volume.detaching(region.polls());
              TestState.of(state).volumes().put(id, detached);
              return answer -> Volumes.writeAttachment(answer, detached, attachment);
            });
  }
}
