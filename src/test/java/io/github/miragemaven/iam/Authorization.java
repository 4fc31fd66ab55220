package io.github.miragemaven.iam;

import io.github.miragemaven.iam.RecordedCalls.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.autoscaling.model.RollbackInstanceRefreshRequest;
import software.amazon.awssdk.services.autoscaling.model.StartInstanceRefreshRequest;
import software.amazon.awssdk.services.ebs.model.CompleteSnapshotRequest;
import software.amazon.awssdk.services.ebs.model.GetSnapshotBlockRequest;
import software.amazon.awssdk.services.ebs.model.ListSnapshotBlocksRequest;
import software.amazon.awssdk.services.ebs.model.PutSnapshotBlockRequest;
import software.amazon.awssdk.services.ebs.model.StartSnapshotRequest;
import software.amazon.awssdk.services.ebs.model.StartSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.AssociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CancelImportTaskRequest;
import software.amazon.awssdk.services.ec2.model.CopyImageRequest;
import software.amazon.awssdk.services.ec2.model.CopyImageResponse;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateVersionRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeregisterImageRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImportSnapshotTasksResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.EnableImageDeprecationRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.ModifyImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;
import software.amazon.awssdk.services.ec2.model.RegisterImageResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.GetChangeRequest;
import software.amazon.awssdk.services.route53.model.GetHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/**
 * What IAM is asked for calls, as the Service Authorization Reference says of each action: which
 * resources it is asked for, and what conditions can look at there. What creates something with
 * tags is asked for {@code ec2:CreateTags} too.
 */
final class Authorization {

  private static final String NEW = "new";

  /** The tags of what is there, as the calls have made and told them. */
  private final Map<String, Map<String, String>> tags = new HashMap<>();

  /** All that IAM is asked for these calls. */
  List<Access> of(List<Call> calls) {
    List<Access> accesses = new ArrayList<>();
    for (Call call : calls) {
      if (call.response().isPresent()) {
        learn(call.request(), call.response().get());
      } else if (!call.action().equals("sts:GetCallerIdentity")) {
        accesses.addAll(accesses(call));
      }
    }
    return accesses;
  }

  private void learn(SdkRequest request, SdkResponse response) {
    if (request instanceof StartSnapshotRequest start
        && response instanceof StartSnapshotResponse started) {
      tags.put(started.snapshotId(), tags(start));
    } else if (request instanceof RegisterImageRequest register
        && response instanceof RegisterImageResponse registered) {
      tags.put(registered.imageId(), tags(register.tagSpecifications(), ResourceType.IMAGE));
    } else if (request instanceof CopyImageRequest copy
        && response instanceof CopyImageResponse copied) {
      tags.put(copied.imageId(), tags(copy.tagSpecifications(), ResourceType.IMAGE));
    } else if (response instanceof DescribeImagesResponse described) {
      described.images().forEach(image -> tags.put(image.imageId(), tags(image.tags())));
    } else if (response instanceof DescribeSnapshotsResponse described) {
      described.snapshots().forEach(found -> tags.put(found.snapshotId(), tags(found.tags())));
    } else {
      learnOfInstances(request, response);
    }
  }

  private void learnOfInstances(SdkRequest request, SdkResponse response) {
    if (request instanceof CreateSecurityGroupRequest create
        && response instanceof CreateSecurityGroupResponse created) {
      tags.put(created.groupId(), tags(create.tagSpecifications(), ResourceType.SECURITY_GROUP));
    } else if (response instanceof DescribeImportSnapshotTasksResponse described) {
      described
          .importSnapshotTasks()
          .forEach(found -> tags.put(found.importTaskId(), tags(found.tags())));
    } else if (response instanceof RunInstancesResponse run) {
      run.instances().forEach(found -> tags.put(found.instanceId(), tags(found.tags())));
    } else if (response instanceof DescribeInstancesResponse described) {
      described.reservations().stream()
          .flatMap(reservation -> reservation.instances().stream())
          .forEach(found -> tags.put(found.instanceId(), tags(found.tags())));
    } else if (response instanceof DescribeSecurityGroupsResponse described) {
      described.securityGroups().forEach(found -> tags.put(found.groupId(), tags(found.tags())));
    }
  }

  private List<Access> accesses(Call call) {
    SdkRequest request = call.request();
    if (request instanceof StartSnapshotRequest start) {
      Map<String, Set<String>> fresh = context("aws:RequestTag/", tags(start));
      return List.of(
          access(call, call.action(), arn(call, "snapshot", NEW), fresh),
          access(call, "ec2:CreateTags", arn(call, "snapshot", NEW), fresh));
    }
    if (request instanceof RegisterImageRequest register) {
      return registration(call, register);
    }
    if (request instanceof CopyImageRequest copy) {
      return copy(call, copy);
    }
    if (request instanceof RunInstancesRequest run) {
      return run(call, run);
    }
    if (request instanceof CreateSecurityGroupRequest create) {
      Map<String, Set<String>> fresh =
          context("aws:RequestTag/", tags(create.tagSpecifications(), ResourceType.SECURITY_GROUP));
      return List.of(
          access(call, call.action(), arn(call, "security-group", NEW), fresh),
          access(call, call.action(), arn(call, "vpc", create.vpcId()), Map.of()),
          tagging(call, "security-group", fresh));
    }
    if (request instanceof ImportSnapshotRequest begin) {
      Map<String, Set<String>> fresh =
          context(
              "aws:RequestTag/",
              tags(begin.tagSpecifications(), ResourceType.IMPORT_SNAPSHOT_TASK));
      return List.of(
          access(call, call.action(), arn(call, "import-snapshot-task", NEW), fresh),
          access(call, call.action(), arn(call, "snapshot", NEW), Map.of()),
          tagging(call, "import-snapshot-task", fresh));
    }
    Optional<BucketAccess> bucket = BucketAccess.of(request);
    if (bucket.isPresent()) {
      return List.of(access(call, bucket.get().action(), bucket.get().resource(), Map.of()));
    }
    if (request instanceof CreateTagsRequest create) {
      return create.resources().stream()
          .map(
              id -> {
                Map<String, Set<String>> context = new TreeMap<>(owned(id));
                context.putAll(context("aws:RequestTag/", tags(create.tags())));
                return access(call, call.action(), arn(call, kind(id), id), context);
              })
          .toList();
    }
    List<String> traffic = traffic(call);
    if (!traffic.isEmpty()) {
      return traffic.stream()
          .map(resource -> access(call, call.action(), resource, Map.of()))
          .toList();
    }
    return List.of(
        resource(request)
            .map(id -> access(call, call.action(), arn(call, kind(id), id), owned(id)))
            .or(() -> other(call))
            .orElseGet(() -> access(call, call.action(), "*", Map.of())));
  }

  /** What leads visitors to instances, and what it leads to. */
  private static List<String> traffic(Call call) {
    SdkRequest request = call.request();
    if (request instanceof AssociateAddressRequest associate) {
      return List.of(
          arn(call, "elastic-ip", associate.allocationId()),
          arn(call, "instance", associate.instanceId()),
          arn(call, "network-interface", "eni-1"));
    }
    if (request instanceof RegisterTargetsRequest register) {
      return List.of(register.targetGroupArn());
    }
    if (request instanceof DeregisterTargetsRequest deregister) {
      return List.of(deregister.targetGroupArn());
    }
    if (request instanceof ListResourceRecordSetsRequest list) {
      return List.of("arn:aws:route53:::hostedzone/" + list.hostedZoneId());
    }
    if (request instanceof ChangeResourceRecordSetsRequest change) {
      return List.of("arn:aws:route53:::hostedzone/" + change.hostedZoneId());
    }
    if (request instanceof GetHostedZoneRequest zone) {
      return List.of("arn:aws:route53:::hostedzone/" + zone.id());
    }
    if (request instanceof GetChangeRequest change) {
      return List.of("arn:aws:route53:::change/" + change.id());
    }
    if (request instanceof CreateLaunchTemplateVersionRequest version) {
      return List.of(arn(call, "launch-template", version.launchTemplateId()));
    }
    if (request instanceof StartInstanceRefreshRequest start) {
      return List.of(group(call, start.autoScalingGroupName()));
    }
    return request instanceof RollbackInstanceRefreshRequest back
        ? List.of(group(call, back.autoScalingGroupName()))
        : List.of();
  }

  private static String group(Call call, String name) {
    return "arn:aws:autoscaling:%s:123456789012:autoScalingGroup:1:autoScalingGroupName/%s"
        .formatted(call.region(), name);
  }

  /** The AMI or snapshot that is read, changed or removed. */
  private static Optional<String> resource(SdkRequest request) {
    if (request instanceof PutSnapshotBlockRequest put) {
      return Optional.of(put.snapshotId());
    }
    if (request instanceof CompleteSnapshotRequest complete) {
      return Optional.of(complete.snapshotId());
    }
    if (request instanceof ListSnapshotBlocksRequest list) {
      return Optional.of(list.snapshotId());
    }
    if (request instanceof GetSnapshotBlockRequest get) {
      return Optional.of(get.snapshotId());
    }
    if (request instanceof DeleteSnapshotRequest delete) {
      return Optional.of(delete.snapshotId());
    }
    if (request instanceof DeregisterImageRequest deregister) {
      return Optional.of(deregister.imageId());
    }
    if (request instanceof ModifyImageAttributeRequest modify) {
      return Optional.of(modify.imageId());
    }
    if (request instanceof DescribeImageAttributeRequest describe) {
      return Optional.of(describe.imageId());
    }
    return request instanceof EnableImageDeprecationRequest enable
        ? Optional.of(enable.imageId())
        : instanceOrGroup(request);
  }

  private static Optional<String> instanceOrGroup(SdkRequest request) {
    if (request instanceof TerminateInstancesRequest terminate) {
      return Optional.of(terminate.instanceIds().get(0));
    }
    if (request instanceof StartInstancesRequest start) {
      return Optional.of(start.instanceIds().get(0));
    }
    if (request instanceof DeleteTagsRequest untag) {
      return Optional.of(untag.resources().get(0));
    }
    if (request instanceof CancelImportTaskRequest cancel) {
      return Optional.of(cancel.importTaskId());
    }
    if (request instanceof StopInstancesRequest stop) {
      return Optional.of(stop.instanceIds().get(0));
    }
    if (request instanceof GetConsoleOutputRequest console) {
      return Optional.of(console.instanceId());
    }
    if (request instanceof AuthorizeSecurityGroupIngressRequest authorize) {
      return Optional.of(authorize.groupId());
    }
    return request instanceof DeleteSecurityGroupRequest delete
        ? Optional.of(delete.groupId())
        : Optional.empty();
  }

  private static Optional<Access> other(Call call) {
    String account = ":123456789012:";
    if (call.request() instanceof GetParameterRequest get) {
      return Optional.of(
          access(
              call,
              call.action(),
              "arn:aws:ssm:" + call.region() + account + "parameter" + get.name(),
              Map.of()));
    }
    if (call.request() instanceof PutParameterRequest put) {
      return Optional.of(
          access(
              call,
              call.action(),
              "arn:aws:ssm:" + call.region() + account + "parameter" + put.name(),
              Map.of()));
    }
    if (call.request() instanceof DescribeKeyRequest describe) {
      return Optional.of(
          access(
              call,
              call.action(),
              "arn:aws:kms:" + call.region() + account + "key/1",
              Map.of("kms:ResourceAliases", Set.of(describe.keyId()))));
    }
    return Optional.empty();
  }

  private List<Access> registration(Call call, RegisterImageRequest register) {
    Map<String, Set<String>> fresh =
        context("aws:RequestTag/", tags(register.tagSpecifications(), ResourceType.IMAGE));
    List<Access> accesses = new ArrayList<>();
    accesses.add(access(call, call.action(), arn(call, "image", NEW), fresh));
    register
        .blockDeviceMappings()
        .forEach(
            disk -> {
              String id = disk.ebs().snapshotId();
              accesses.add(access(call, call.action(), arn(call, "snapshot", id), owned(id)));
            });
    accesses.add(tagging(call, "image", fresh));
    return accesses;
  }

  private List<Access> run(Call call, RunInstancesRequest run) {
    var network = run.networkInterfaces().get(0);
    Map<String, Set<String>> instance =
        context("aws:RequestTag/", tags(run.tagSpecifications(), ResourceType.INSTANCE));
    Map<String, Set<String>> volume =
        context("aws:RequestTag/", tags(run.tagSpecifications(), ResourceType.VOLUME));
    String group = network.groups().get(0);
    return List.of(
        access(call, call.action(), arn(call, "instance", NEW), instance),
        access(call, call.action(), arn(call, "volume", NEW), volume),
        access(call, call.action(), arn(call, "image", run.imageId()), owned(run.imageId())),
        access(call, call.action(), arn(call, "subnet", network.subnetId()), Map.of()),
        access(call, call.action(), arn(call, "network-interface", NEW), Map.of()),
        access(call, call.action(), arn(call, "security-group", group), owned(group)),
        tagging(call, "instance", instance),
        tagging(call, "volume", volume));
  }

  private List<Access> copy(Call call, CopyImageRequest copy) {
    String from = "arn:aws:ec2:" + copy.sourceRegion() + "::";
    Map<String, Set<String>> image =
        context("aws:RequestTag/", tags(copy.tagSpecifications(), ResourceType.IMAGE));
    Map<String, Set<String>> snapshot =
        context("aws:RequestTag/", tags(copy.tagSpecifications(), ResourceType.SNAPSHOT));
    return List.of(
        access(call, call.action(), from + "image/" + copy.sourceImageId(), Map.of()),
        access(call, call.action(), from + "snapshot/source", Map.of()),
        access(call, call.action(), arn(call, "image", NEW), image),
        access(call, call.action(), arn(call, "snapshot", NEW), snapshot),
        tagging(call, "image", image),
        tagging(call, "snapshot", snapshot));
  }

  /** What is asked where an action creates something with tags. */
  private static Access tagging(Call call, String kind, Map<String, Set<String>> fresh) {
    Map<String, Set<String>> context = new TreeMap<>(fresh);
    context.put("ec2:CreateAction", Set.of(call.action().replaceFirst(".*:", "")));
    return access(call, "ec2:CreateTags", arn(call, kind, NEW), context);
  }

  private static Access access(
      Call call, String action, String resource, Map<String, Set<String>> context) {
    Map<String, Set<String>> all = new TreeMap<>(context);
    all.put("aws:RequestedRegion", Set.of(call.region()));
    return new Access(action, resource, all);
  }

  private static String arn(Call call, String kind, String id) {
    String account = Set.of("image", "snapshot").contains(kind) ? "" : "123456789012";
    return "arn:aws:ec2:%s:%s:%s/%s".formatted(call.region(), account, kind, id);
  }

  private static String kind(String id) {
    return switch (id.replaceFirst("-.*", "")) {
      case "ami" -> "image";
      case "i" -> "instance";
      case "sg" -> "security-group";
      case "import" -> "import-snapshot-task";
      default -> "snapshot";
    };
  }

  private Map<String, Set<String>> owned(String id) {
    return context("aws:ResourceTag/", tags.getOrDefault(id, Map.of()));
  }

  private static Map<String, Set<String>> context(String prefix, Map<String, String> tags) {
    return tags.entrySet().stream()
        .collect(Collectors.toMap(tag -> prefix + tag.getKey(), tag -> Set.of(tag.getValue())));
  }

  private static Map<String, String> tags(StartSnapshotRequest start) {
    return start.tags().stream().collect(Collectors.toMap(tag -> tag.key(), tag -> tag.value()));
  }

  private static Map<String, String> tags(List<TagSpecification> all, ResourceType type) {
    Stream<Tag> tags =
        all.stream().filter(one -> one.resourceType() == type).flatMap(one -> one.tags().stream());
    return tags(tags.toList());
  }

  private static Map<String, String> tags(List<Tag> tags) {
    return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }
}
