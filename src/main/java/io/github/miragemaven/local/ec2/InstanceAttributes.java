package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.Refusal;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Instance;
import io.github.miragemaven.local.state.RegionState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** ModifyInstanceAttribute and DescribeInstanceAttribute. */
final class InstanceAttributes {

  private final RegionState state;
  private final Instances instances;

  InstanceAttributes(RegionContext region, Instances instances) {
    this.state = region.state();
    this.instances = instances;
  }

  /** Modifies termination protection or the security groups, but only one per request. */
  Consumer<Xml> modify(Query query) throws Refusal, IOException {
    String id = query.required("InstanceId");
    Optional<Boolean> protection = query.structure("DisableApiTermination").flag("Value");
    List<String> groups = query.texts("GroupId");
    if (protection.isPresent() != groups.isEmpty()) {
      throw Ec2Errors.invalidCombination("Modify exactly one attribute in a request");
    }
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              Instance instance = instances.find(id);
              for (String group : groups) {
                if (state.securityGroups().find(group).isEmpty()) {
                  throw Ec2Errors.noGroup(group);
                }
              }
              Instance changed =
                  protection
                      .map(instance::guarded)
                      .orElseGet(() -> instance.with(instance.network().in(groups)));
              state.instances().put(id, changed);
              return Ec2Operation.DONE;
            });
  }

  Consumer<Xml> describe(Query query) throws Refusal, IOException {
    String id = query.required("InstanceId");
    String attribute = query.required("Attribute");
    query.done();
    Instance instance = state.lock().hold(() -> instances.find(id));
    Optional<String> value =
        switch (attribute) {
          case "disableApiTermination" -> Optional.of(String.valueOf(instance.protection()));
          case "instanceInitiatedShutdownBehavior" -> Optional.of(instance.launch().shutdown());
          case "instanceType" -> Optional.of(instance.launch().instanceType());
          case "userData" -> instance.launch().userData();
          default ->
              throw Ec2Errors.invalidValue("The attribute " + attribute + " is not known here");
        };
    return answer ->
        answer.text("instanceId", id).element(attribute, element -> element.text("value", value));
  }
}
