package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.kms.Keys;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Image;
import io.github.miragemaven.local.state.Image.LaunchPermission;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Registration.Mapping;
import io.github.miragemaven.local.state.Snapshot;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** ModifyImageAttribute, DescribeImageAttribute, GetImageBlockPublicAccessState. */
final class ImageAttributes {

  /** The kinds of launch permissions, by the names of their parameters. */
  private static final Map<String, String> PERMISSIONS =
      Map.of(
          "UserId", "userId",
          "Group", "group",
          "OrganizationArn", "organizationArn",
          "OrganizationalUnitArn", "organizationalUnitArn");

  private static final Map<String, String> VALUES =
      Map.of(
          "userId", "[0-9]{12}",
          "group", "all",
          "organizationArn", "arn:aws[a-z-]*:organizations::[0-9]{12}:organization/o-[a-z0-9]+",
          "organizationalUnitArn", "arn:aws[a-z-]*:organizations::[0-9]{12}:ou/o-[a-z0-9]+/ou-.+");

  private final RegionContext region;
  private final RegionState state;
  private final Registrations registrations;

  ImageAttributes(RegionContext region, Registrations registrations) {
    this.region = region;
    this.state = region.state();
    this.registrations = registrations;
  }

  Consumer<Xml> modify(Query query) throws ServiceError, IOException {
    String id = query.required("ImageId");
    Set<LaunchPermission> added = structures(query, "LaunchPermission.Add");
    Set<LaunchPermission> removed = structures(query, "LaunchPermission.Remove");
    Optional<String> description = query.text("Description.Value");
    if (description.isEmpty() && added.isEmpty() && removed.isEmpty()) {
      throw Ec2Errors.invalidCombination("No attributes specified.");
    }
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              Image image = registrations.find(id);
              checkSharing(image, added);
              Set<LaunchPermission> permissions = new LinkedHashSet<>(image.launchPermissions());
              permissions.addAll(added);
              permissions.removeAll(removed);
              Image modified = image.sharedWith(List.copyOf(permissions));
              state.images().put(id, description.map(modified::described).orElse(modified));
              return Ec2Operation.DONE;
            });
  }

  private static Set<LaunchPermission> structures(Query query, String name) throws ServiceError {
    Set<LaunchPermission> permissions = new LinkedHashSet<>();
    for (Query structure : query.structures(name)) {
      for (Map.Entry<String, String> kind : PERMISSIONS.entrySet()) {
        Optional<String> value = structure.text(kind.getKey());
        if (value.isPresent()) {
          permissions.add(permission(kind.getValue(), value.get()));
        }
      }
    }
    return permissions;
  }

  private static LaunchPermission permission(String kind, String value) throws ServiceError {
    if (!value.matches(VALUES.get(kind))) {
      throw ServiceError.of(
          "InvalidAMIAttributeItemValue",
          "Invalid attribute item value \"%s\" for %s item type.".formatted(value, kind));
    }
    return new LaunchPermission(kind, value);
  }

  /** Refuses to share an image if the account settings or encrypted disks do not allow it. */
  private void checkSharing(Image image, Set<LaunchPermission> added)
      throws ServiceError, IOException {
    boolean everyone = added.contains(new LaunchPermission("group", "all"));
    if (everyone && region.account().publicSharingBlocked()) {
      throw ServiceError.of(
          "OperationNotPermitted",
          "You can't publicly share this image because block public access for AMIs is enabled in"
              + " this account.");
    }
    String defaultKey = new Keys(region.name()).ebsDefault().arn();
    for (Mapping mapping : image.registration().mappings()) {
      Optional<Snapshot> snapshot =
          mapping.snapshotId().isPresent()
              ? state.snapshots().find(mapping.snapshotId().get())
              : Optional.empty();
      Optional<String> key = snapshot.flatMap(Snapshot::kmsKeyArn);
      if (!added.isEmpty()
          && key.isPresent()
          && (everyone || key.equals(Optional.of(defaultKey)))) {
        throw ServiceError.of(
            "InvalidParameter",
            "Snapshots encrypted with the AWS Managed CMK can't be shared; encrypted ones can't be"
                + " public");
      }
    }
  }

  Consumer<Xml> describe(Query query) throws ServiceError, IOException {
    String id = query.required("ImageId");
    String attribute = query.required("Attribute");
    query.done();
    if (!attribute.equals("launchPermission")) {
      throw Ec2Errors.invalidValue("Value (" + attribute + ") for parameter attribute is invalid.");
    }
    Image image = state.lock().hold(() -> registrations.find(id));
    return answer ->
        answer
            .text("imageId", id)
            .items(
                "launchPermission",
                image.launchPermissions(),
                (item, permission) -> item.text(permission.kind(), permission.value()));
  }

  Consumer<Xml> blockPublicAccess(Query query) throws ServiceError {
    query.done();
    String blocked = region.account().publicSharingBlocked() ? "block-new-sharing" : "unblocked";
    return answer ->
        answer.text("imageBlockPublicAccessState", blocked).text("managedBy", "account");
  }
}
