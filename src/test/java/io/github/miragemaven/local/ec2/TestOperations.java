package io.github.miragemaven.local.ec2;

import static java.util.Map.entry;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Image;
import io.github.miragemaven.local.state.TestState;
import io.github.miragemaven.local.state.Volume;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The operations of EC2 that only tests use: volumes, imports of disks, launch templates, and what
 * the users of the plugin do themselves.
 *
 * @param importRole the role that disk images can be imported by; empty for none
 * @param importRoleBlind true if that role may not read the buckets
 */
public record TestOperations(String importRole, boolean importRoleBlind) implements Ec2Extension {

  @Override
  public Map<String, Ec2Operation> operations(RegionContext region) {
    InstanceView view = new InstanceView(region.state());
    Instances instances = new Instances(region, view);
    Volumes volumes = new Volumes(region);
    Attachments attachments = new Attachments(region, volumes, instances, view);
    VolumeSnapshots snapshots = new VolumeSnapshots(region, volumes);
    ImportTasks tasks = new ImportTasks(region, importRole);
    Imports imports = new Imports(region, tasks, snapshots, importRoleBlind);
    TemplateWrites templates = new TemplateWrites(region);
    LaunchTemplates launchTemplates = new LaunchTemplates(region);
    AddressAllocation addresses =
        new AddressAllocation(region, new ElasticAddresses(region, instances));
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
        entry("DescribeLaunchTemplates", launchTemplates::describeTemplates),
        entry("DescribeLaunchTemplateVersions", launchTemplates::describeVersions),
        entry("AllocateAddress", addresses::allocate),
        entry("ReleaseAddress", addresses::release),
        entry("DisableImage", query -> disableImage(query, region)),
        entry("DescribeRegions", query -> describeRegions(query, region)),
        entry("DescribeVpcs", query -> describeVpcs(query, region)),
        entry("CreateLaunchTemplate", templates::create),
        entry("CreateLaunchTemplateVersion", templates::createVersion),
        entry("ModifyLaunchTemplate", templates::modify));
  }

  private static Consumer<Xml> disableImage(Query query, RegionContext region)
      throws ServiceError, IOException {
    String id = query.required("ImageId");
    query.done();
    return region
        .state()
        .lock()
        .hold(
            () -> {
              Image image =
                  region.state().images().find(id).orElseThrow(() -> Ec2Errors.noImage(id));
              region.state().images().put(id, image.disabled());
              return Ec2Operation.DONE;
            });
  }

  private static Consumer<Xml> describeRegions(Query query, RegionContext region)
      throws ServiceError {
    query.done();
    return answer ->
        answer.items(
            "regionInfo",
            List.of(region.name()),
            (item, name) -> item.text("regionName", name).text("optInStatus", "opted-in"));
  }

  private static Consumer<Xml> describeVpcs(Query query, RegionContext region) throws ServiceError {
    query.done();
    return answer ->
        answer.items(
            "vpcSet",
            List.of(region.state().vpc()),
            (item, vpc) -> item.text("vpcId", vpc.id()).text("isDefault", true));
  }

  @Override
  public List<Taggable<?>> tagged(RegionContext region) {
    return List.of(
        new Taggable<>(
            "vol",
            "volume",
            TestState.of(region.state()).volumes(),
            new Volumes(region)::find,
            Volume::id,
            Volume::tags,
            Volume::tagged));
  }
}
