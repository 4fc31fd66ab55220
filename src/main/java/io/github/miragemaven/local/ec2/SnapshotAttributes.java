package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.Refusal;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * ModifySnapshotAttribute and DescribeSnapshotAttribute: the create volume permissions of a
 * snapshot.
 */
final class SnapshotAttributes {

  private static final String ATTRIBUTE = "createVolumePermission";

  private final RegionState state;
  private final Snapshots snapshots;

  SnapshotAttributes(RegionContext region, Snapshots snapshots) {
    this.state = region.state();
    this.snapshots = snapshots;
  }

  Consumer<Xml> modify(Query query) throws Refusal, IOException {
    String id = query.required("SnapshotId");
    checkAttribute(query.text("Attribute"));
    List<String> added = accounts(query, "CreateVolumePermission.Add");
    List<String> removed = accounts(query, "CreateVolumePermission.Remove");
    List<String> listed = new ArrayList<>(query.texts("UserId"));
    listed.addAll(query.texts("UserGroup"));
    switch (query.text("OperationType").orElse("")) {
      case "add" -> added.addAll(listed);
      case "remove" -> removed.addAll(listed);
      default -> {
        if (!listed.isEmpty()) {
          throw Ec2Errors.invalidCombination("The parameter OperationType is missing");
        }
      }
    }
    for (String account : added) {
      if (!account.matches("[0-9]{12}|all")) {
        throw Ec2Errors.invalidValue("Not an account: " + account);
      }
    }
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              Snapshot snapshot = snapshots.find(id);
              if (snapshot.encrypted() && added.contains("all")) {
                throw Ec2Errors.invalidValue("Encrypted snapshots can't be public");
              }
              Set<String> accounts = new LinkedHashSet<>(snapshot.createVolumePermissions());
              accounts.addAll(added);
              accounts.removeAll(Set.copyOf(removed));
              state.snapshots().put(id, snapshot.sharedWith(List.copyOf(accounts)));
              return Ec2Operation.DONE;
            });
  }

  private static List<String> accounts(Query query, String name) {
    List<String> accounts = new ArrayList<>();
    for (Query permission : query.structures(name)) {
      permission.text("UserId").ifPresent(accounts::add);
      permission.text("Group").ifPresent(accounts::add);
    }
    return accounts;
  }

  private static void checkAttribute(Optional<String> attribute) throws Refusal {
    if (attribute.filter(name -> !name.equals(ATTRIBUTE)).isPresent()) {
      throw Ec2Errors.invalidValue(
          "Value (" + attribute.get() + ") for parameter attribute is invalid.");
    }
  }

  Consumer<Xml> describe(Query query) throws Refusal, IOException {
    String id = query.required("SnapshotId");
    checkAttribute(Optional.of(query.required("Attribute")));
    query.done();
    Snapshot snapshot = state.lock().hold(() -> snapshots.find(id));
    return answer ->
        answer
            .text("snapshotId", id)
            .items(
                ATTRIBUTE,
                snapshot.createVolumePermissions(),
                (item, account) -> item.text(account.equals("all") ? "group" : "userId", account));
  }
}
