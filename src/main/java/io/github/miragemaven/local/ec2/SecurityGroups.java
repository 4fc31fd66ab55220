package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Instance;
import io.github.miragemaven.local.state.Instance.Phase;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.SecurityGroup;
import io.github.miragemaven.local.state.SecurityGroup.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** DescribeSecurityGroups, CreateSecurityGroup and DeleteSecurityGroup. */
final class SecurityGroups {

  private static final String NAMES = "[A-Za-z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]{1,255}";

  private final RegionContext region;
  private final RegionState state;
  private final Filters<SecurityGroup> filters;

  SecurityGroups(RegionContext region) {
    this.region = region;
    this.state = region.state();
    this.filters =
        new Filters<>(
            Map.of(
                "group-id", group -> List.of(group.id()),
                "group-name", group -> List.of(group.name()),
                "vpc-id", group -> List.of(state.vpc().id())),
            SecurityGroup::tags);
  }

  Consumer<Xml> describe(Query query) throws ServiceError, IOException {
    List<String> ids = query.texts("GroupId");
    List<String> names = query.texts("GroupName");
    Predicate<SecurityGroup> fits = filters.of(query);
    Page.Asked page = Page.asked(query, region, 5);
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              List<SecurityGroup> chosen = new ArrayList<>();
              for (String id : ids) {
                chosen.add(find(id));
              }
              for (String name : names) {
                chosen.add(named(name).orElseThrow(() -> Ec2Errors.noGroup(name)));
              }
              if (ids.isEmpty() && names.isEmpty()) {
                chosen.addAll(state.securityGroups().all());
              }
              Page<SecurityGroup> shown = page.of(chosen.stream().filter(fits).toList());
              return answer ->
                  answer
                      .items("securityGroupInfo", shown.items(), this::write)
                      .text("nextToken", shown.nextToken());
            });
  }

  private void write(Xml xml, SecurityGroup group) {
    xml.text("groupId", group.id())
        .text("groupName", group.name())
        .text("groupDescription", group.description())
        .text("ownerId", RegionState.ACCOUNT)
        .text("vpcId", state.vpc().id());
    xml.items("ipPermissions", GroupRules.grouped(group.rules()), GroupRules::write);
    xml.items("ipPermissionsEgress", List.of(GroupRules.EGRESS), GroupRules::write);
    TagSpecifications.write(xml, group.tags());
  }

  Consumer<Xml> create(Query query) throws ServiceError, IOException {
    String name = query.required("GroupName");
    String description = query.required("GroupDescription");
    String vpcId = query.text("VpcId").orElse(state.vpc().id());
    Map<String, String> tags =
        TagSpecifications.of(query, Set.of("security-group"), region.account())
            .getOrDefault("security-group", Map.of());
    if (!name.matches(NAMES) || name.startsWith("sg-")) {
      throw Ec2Errors.invalidValue("Invalid security group name '" + name + "'");
    }
    if (!description.matches(NAMES)) {
      throw Ec2Errors.invalidValue(
          "Invalid security group description. Valid descriptions are strings less than 256"
              + " characters from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
    }
    if (!vpcId.equals(state.vpc().id())) {
      throw Vpcs.noVpc(vpcId);
    }
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              if (named(name).isPresent()) {
                throw ServiceError.of(
                    "InvalidGroup.Duplicate",
                    "The security group '%s' already exists for VPC '%s'".formatted(name, vpcId));
              }
              String id = RegionState.newId("sg");
              state
                  .securityGroups()
                  .put(id, new SecurityGroup(id, name, description, List.of(), tags));
              return answer -> {
                answer.text("return", true).text("groupId", id);
                TagSpecifications.write(answer, tags);
              };
            });
  }

  Consumer<Xml> delete(Query query) throws ServiceError, IOException {
    String id = query.required("GroupId");
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              SecurityGroup group = find(id);
              if (group.id().equals(state.vpc().defaultGroup().id())) {
                throw ServiceError.of(
                    "CannotDelete",
                    "the specified group: \""
                        + group.id()
                        + "\" name: \"default\" cannot be deleted by a user");
              }
              if (isUsed(group)) {
                throw ServiceError.of(
                    "DependencyViolation", "resource " + group.id() + " has a dependent object");
              }
              state.securityGroups().remove(group.id());
              return answer -> answer.text("return", true).text("groupId", group.id());
            });
  }

  private boolean isUsed(SecurityGroup group) throws IOException {
    for (Instance instance : state.instances().all()) {
      if (!instance.is(Phase.TERMINATED) && instance.network().groups().contains(group.id())) {
        return true;
      }
    }
    return state.securityGroups().all().stream()
        .filter(other -> !other.id().equals(group.id()))
        .anyMatch(other -> other.rules().stream().map(Rule::source).anyMatch(group.id()::equals));
  }

  /** Returns the group with an ID. Called under the lock. */
  SecurityGroup find(String id) throws ServiceError, IOException {
    if (!id.matches("sg-[0-9a-f]{8,17}")) {
      throw ServiceError.of(
          "InvalidGroupId.Malformed", "Invalid id: \"" + id + "\" (expecting \"sg-...\")");
    }
    return state.securityGroups().find(id).orElseThrow(() -> Ec2Errors.noGroup(id));
  }

  private Optional<SecurityGroup> named(String name) throws IOException {
    return state.securityGroups().all().stream()
        .filter(group -> group.name().equalsIgnoreCase(name))
        .findFirst();
  }
}
