package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.SecurityGroup;
import io.github.miragemaven.local.state.SecurityGroup.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * AuthorizeSecurityGroupIngress. In responses, rules with the same protocol and ports are grouped.
 */
final class GroupRules {

  /** The outbound rule of every group: all traffic. */
  static final List<Rule> EGRESS =
      List.of(
          new Rule("", "-1", -1, -1, "0.0.0.0/0", "", Map.of()),
          new Rule("", "-1", -1, -1, "::/0", "", Map.of()));

  private final RegionContext region;
  private final RegionState state;
  private final SecurityGroups groups;

  GroupRules(RegionContext region, SecurityGroups groups) {
    this.region = region;
    this.state = region.state();
    this.groups = groups;
  }

  Consumer<Xml> authorize(Query query) throws ServiceError, IOException {
    String id = query.required("GroupId");
    Map<String, String> tags =
        TagSpecifications.of(query, Set.of("security-group-rule"), region.account())
            .getOrDefault("security-group-rule", Map.of());
    List<Rule> asked = Permissions.of(query, tags);
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              SecurityGroup group = groups.find(id);
              List<Rule> known = new ArrayList<>(group.rules());
              for (Rule rule : asked) {
                if (rule.source().startsWith("sg-")) {
                  groups.find(rule.source());
                }
                if (known.stream().anyMatch(rule::isSameAs)) {
                  throw ServiceError.of(
                      "InvalidPermission.Duplicate",
                      "the specified rule \"peer: %s, %s, from port: %d, to port: %d, ALLOW\" already exists"
                          .formatted(
                              rule.source(), rule.protocol(), rule.fromPort(), rule.toPort()));
                }
                known.add(rule);
              }
              state.securityGroups().put(group.id(), group.ruledBy(known));
              return answer -> writeRules(answer.text("return", true), group, asked);
            });
  }

  private static void writeRules(Xml xml, SecurityGroup group, List<Rule> rules) {
    xml.items("securityGroupRuleSet", rules, (item, rule) -> writeRule(item, group, rule));
  }

  private static void writeRule(Xml xml, SecurityGroup group, Rule rule) {
    xml.text("securityGroupRuleId", rule.id())
        .text("groupId", group.id())
        .text("groupOwnerId", RegionState.ACCOUNT)
        .text("isEgress", false)
        .text("ipProtocol", rule.protocol())
        .text("fromPort", rule.fromPort())
        .text("toPort", rule.toPort());
    if (rule.source().startsWith("sg-")) {
      xml.element("referencedGroupInfo", it -> it.text("groupId", rule.source()));
    } else {
      xml.text(rule.source().contains(":") ? "cidrIpv6" : "cidrIpv4", rule.source());
    }
    if (!rule.description().isEmpty()) {
      xml.text("description", rule.description());
    }
    TagSpecifications.write(xml, rule.tags());
  }

  /** Groups the rules by protocol and ports. */
  static Collection<List<Rule>> grouped(List<Rule> rules) {
    Map<String, List<Rule>> sets = new LinkedHashMap<>();
    for (Rule rule : rules) {
      String key = rule.protocol() + " " + rule.fromPort() + " " + rule.toPort();
      sets.computeIfAbsent(key, missing -> new ArrayList<>()).add(rule);
    }
    return sets.values();
  }

  /** Writes a set of rules with the same protocol and ports. */
  static void write(Xml xml, List<Rule> rules) {
    Rule first = rules.get(0);
    xml.text("ipProtocol", first.protocol());
    if (!first.protocol().equals("-1")) {
      xml.text("fromPort", first.fromPort()).text("toPort", first.toPort());
    }
    writeSources(xml, "groups", "groupId", rules, "sg-.*");
    writeSources(xml, "ipRanges", "cidrIp", rules, "[0-9./]+");
    writeSources(xml, "ipv6Ranges", "cidrIpv6", rules, ".*:.*");
  }

  private static void writeSources(
      Xml xml, String list, String name, List<Rule> rules, String pattern) {
    xml.items(
        list,
        rules.stream().filter(rule -> rule.source().matches(pattern)).toList(),
        (item, rule) -> {
          item.text(name, rule.source());
          if (!rule.description().isEmpty()) {
            item.text("description", rule.description());
          }
        });
  }
}
