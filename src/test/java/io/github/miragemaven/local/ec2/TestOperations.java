package io.github.miragemaven.local.ec2;

import static java.util.Map.entry;

import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.state.Volume;
import java.util.List;
import java.util.Map;

/**
 * The operations of EC2 that only tests use: volumes, imports of disks, writes of launch templates.
 *
 * @param importRole the role that disk images can be imported by; empty for none
 * @param importRoleBlind true if that role may not read the buckets
 */
public record TestOperations(String importRole, boolean importRoleBlind) implements Ec2Extension {

  @Override
  public Map<String, Ec2Operation> operations(RegionContext region) {
    InstanceView view = new InstanceView(region.state());
    Volumes volumes = new Volumes(region);
    Attachments attachments = new Attachments(region, volumes, new Instances(region, view), view);
    VolumeSnapshots snapshots = new VolumeSnapshots(region, volumes);
    ImportTasks tasks = new ImportTasks(region, importRole);
    Imports imports = new Imports(region, tasks, snapshots, importRoleBlind);
    TemplateWrites templates = new TemplateWrites(region);
    return Map.ofEntries(
        entry("CreateSnapshot", snapshots::create),
        entry("ImportSnapshot", tasks::start),
        entry("DescribeImportSnapshotTasks", imports::describe),
        entry("CancelImportTask", tasks::cancel),
        entry("CreateVolume", volumes::create),
        entry("DescribeVolumes", volumes::describe),
        entry("DeleteVolume", volumes::delete),
        entry("AttachVolume", attachments::attach),
        entry("DetachVolume", attachments::detach),
        entry("CreateLaunchTemplate", templates::create),
        entry("CreateLaunchTemplateVersion", templates::createVersion),
        entry("ModifyLaunchTemplate", templates::modify));
  }

  @Override
  public List<Taggable<?>> tagged(RegionContext region) {
    return List.of(
        new Taggable<>(
            "vol",
            "volume",
            region.state().volumes(),
            new Volumes(region)::find,
            Volume::id,
            Volume::tags,
            Volume::tagged));
  }
}
