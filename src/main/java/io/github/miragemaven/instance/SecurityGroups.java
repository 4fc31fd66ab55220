package io.github.miragemaven.instance;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.aws.Ec2Tags;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.SecurityGroup.Opening;
import io.github.miragemaven.instance.verify.Ports;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * The security groups of a project. A group created here opens the site's ports to all addresses.
 * Its name contains the project and the ports, so that creating it twice yields one group.
 */
final class SecurityGroups {

  private static final String TCP = "tcp";
  private static final String ALL_PROTOCOLS = "-1";
  private static final int LAST_PORT = 65_535;

  private final AwsRegion region;
  private final Ec2Client ec2;
  private final Project project;

  SecurityGroups(AwsRegion region, Project project) {
    this.region = region;
    this.ec2 = region.ec2();
    this.project = project;
  }

  /**
   * Returns the group with this id.
   *
   * @throws UserFailureException if there is no such group in the VPC
   */
  SecurityGroup require(String id, String vpc) throws UserFailureException {
    SecurityGroup group =
        find(id)
            .orElseThrow(
                () ->
                    new UserFailureException(
                        "There is no security group %s in %s.%nSet another one (-Dmirage.launch.securityGroup=sg-...), or leave it out to let the plugin create one."
                            .formatted(id, region.name())));
    if (!group.vpc().equals(vpc)) {
      throw new UserFailureException(
          "The security group %s is in the VPC %s, but the subnet is in %s.%nSet a group in the same VPC (-Dmirage.launch.securityGroup=sg-...), or another subnet (-Dmirage.launch.subnet=subnet-...)."
              .formatted(id, group.vpc(), vpc));
    }
    return group;
  }

  /**
   * Returns the project's group in a VPC: one that the user has tagged with the project, else the
   * plugin's own for these ports, which is created if missing.
   *
   * @param tags tags for a new group
   */
  SecurityGroup ofProject(String vpc, Collection<Integer> ports, Map<String, String> tags) {
    String name = name(ports);
    List<SecurityGroup> there = ofProject().stream().filter(one -> one.vpc().equals(vpc)).toList();
    Optional<SecurityGroup> users = there.stream().filter(group -> !isOwn(group)).findFirst();
    if (users.isPresent()) {
      return users.get();
    }
    Optional<SecurityGroup> own =
        there.stream().filter(group -> group.name().equals(name)).findFirst();
    SecurityGroup group = own.isPresent() ? own.get() : create(name, vpc, tags);
    return open(group, ports);
  }

  private String name(Collection<Integer> ports) {
    return "mirage %s %s".formatted(project.key(), new Ports(List.copyOf(ports)).text());
  }

  private SecurityGroup create(String name, String vpc, Map<String, String> tags) {
    Map<String, String> all = new TreeMap<>(tags);
    all.put("Name", name);
    try {
      String id =
          ec2.createSecurityGroup(
                  request ->
                      request
                          .groupName(name)
                          .description("The site " + project.key() + ", created by mirage:launch")
                          .vpcId(vpc)
                          .tagSpecifications(Ec2Tags.of(ResourceType.SECURITY_GROUP, all)))
              .groupId();
      return new SecurityGroup(id, name, vpc, Set.of(), all);
    } catch (Ec2Exception e) {
      if (!CallFailure.of(e).is("InvalidGroup.Duplicate")) {
        throw e;
      }
      return findByName(name, vpc).orElseThrow(() -> e);
    }
  }

  /** Finds the group that an earlier call created although its response was lost. */
  private Optional<SecurityGroup> findByName(String name, String vpc) {
    return describe(
            request ->
                request.filters(
                    Instances.filter("group-name", name), Instances.filter("vpc-id", vpc)))
        .stream()
        .filter(this::isOwn)
        .findFirst();
  }

  /** Opens the ports that are still closed, and returns the updated group. */
  private SecurityGroup open(SecurityGroup group, Collection<Integer> ports) {
    List<IpPermission> missing = new ArrayList<>();
    for (Ports.Range range : closed(group, ports, SecurityGroup.ANY_V4)) {
      IpRange everyone = IpRange.builder().cidrIp(SecurityGroup.ANY_V4).build();
      missing.add(permission(range).ipRanges(everyone).build());
    }
    for (Ports.Range range : closed(group, ports, SecurityGroup.ANY_V6)) {
      Ipv6Range everyone = Ipv6Range.builder().cidrIpv6(SecurityGroup.ANY_V6).build();
      missing.add(permission(range).ipv6Ranges(everyone).build());
    }
    if (!missing.isEmpty()) {
      try {
        ec2.authorizeSecurityGroupIngress(
            request -> request.groupId(group.id()).ipPermissions(missing));
      } catch (Ec2Exception e) {
        if (!CallFailure.of(e).is("InvalidPermission.Duplicate")) {
          throw e;
        }
      }
    }
    Set<Opening> open = new HashSet<>(group.open());
    open.addAll(openings(missing));
    return new SecurityGroup(group.id(), group.name(), group.vpc(), open, group.tags());
  }

  private static List<Ports.Range> closed(
      SecurityGroup group, Collection<Integer> ports, String from) {
    return new Ports(ports.stream().filter(port -> !group.isOpen(port, from)).toList()).ranges();
  }

  private static IpPermission.Builder permission(Ports.Range range) {
    return IpPermission.builder().ipProtocol(TCP).fromPort(range.first()).toPort(range.last());
  }

  /** Lists the groups tagged with the project. */
  List<SecurityGroup> ofProject() {
    return describe(
        request -> request.filters(Instances.filter("tag:" + TagKeys.PROJECT, project.key())));
  }

  /** Returns whether this plugin created the group, and may therefore delete it. */
  boolean isOwn(SecurityGroup group) {
    return project.key().equals(group.tags().get(TagKeys.PROJECT))
        && TagKeys.SITE.equals(group.tags().get(TagKeys.ROLE))
        && group.tags().containsKey(TagKeys.PLUGIN);
  }

  private Optional<SecurityGroup> find(String id) {
    return CallFailure.find(
        () -> describe(request -> request.groupIds(id)), "InvalidGroupId.Malformed");
  }

  /**
   * Deletes a group, if it exists.
   *
   * @return whether it is deleted; false if it is still in use
   */
  boolean delete(String id) {
    try {
      ec2.deleteSecurityGroup(request -> request.groupId(id));
    } catch (Ec2Exception e) {
      if (CallFailure.of(e).is("DependencyViolation", "InvalidGroup.InUse")) {
        return false;
      }
      if (!CallFailure.of(e).isNotFound()) {
        throw e;
      }
    }
    return true;
  }

  private List<SecurityGroup> describe(Consumer<DescribeSecurityGroupsRequest.Builder> selection) {
    return ec2.describeSecurityGroupsPaginator(selection).securityGroups().stream()
        .map(
            group ->
                new SecurityGroup(
                    group.groupId(),
                    group.groupName(),
                    Optional.ofNullable(group.vpcId()).orElse(""),
                    openings(group.ipPermissions()),
                    group.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value))))
        .toList();
  }

  private static Set<Opening> openings(List<IpPermission> permissions) {
    Set<Opening> open = new HashSet<>();
    for (IpPermission some : permissions) {
      boolean all = ALL_PROTOCOLS.equals(some.ipProtocol());
      if (all || TCP.equals(some.ipProtocol())) {
        int first = all ? 0 : some.fromPort();
        int last = all ? LAST_PORT : some.toPort();
        some.ipRanges().forEach(from -> open.add(new Opening(first, last, from.cidrIp())));
        some.ipv6Ranges().forEach(from -> open.add(new Opening(first, last, from.cidrIpv6())));
      }
    }
    return open;
  }
}
