package io.github.miragemaven.local;

import io.github.miragemaven.local.service.Call;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.Quota;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.Image;
import io.github.miragemaven.local.state.RegionState;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Refuses calls that exceed the account's quotas.
 *
 * @param quotas the values that differ from AWS's defaults
 * @param state the region's resources
 */
record QuotaLimits(Map<Quota, Long> quotas, RegionState state) {

  /**
   * Checks a call before it is performed.
   *
   * @throws ServiceError if the region already holds as much as a quota allows
   */
  void check(Call call) throws ServiceError, IOException {
    for (Quota quota : used(call)) {
      if (present(quota) >= quotas.getOrDefault(quota, quota.usual())) {
        throw error(quota, call.operation());
      }
    }
  }

  private Set<Quota> used(Call call) throws ServiceError, IOException {
    return switch (call.operation()) {
      case "StartSnapshot", "CreateSnapshot" -> EnumSet.of(Quota.SNAPSHOTS);
      case "RegisterImage" -> EnumSet.of(Quota.AMIS);
      case "CopyImage" -> EnumSet.of(Quota.AMIS, Quota.SNAPSHOTS);
      case "ModifyImageAttribute" ->
          publishes(Query.of(call)) ? EnumSet.of(Quota.PUBLIC_AMIS) : EnumSet.noneOf(Quota.class);
      default -> EnumSet.noneOf(Quota.class);
    };
  }

  private boolean publishes(Query query) throws ServiceError, IOException {
    boolean everyone =
        query.structure("LaunchPermission").structures("Add").stream()
            .anyMatch(added -> added.text("Group").isPresent());
    return everyone
        && state.images().find(query.required("ImageId")).filter(Image::isPublic).isEmpty();
  }

  private long present(Quota quota) throws IOException {
    return switch (quota) {
      case SNAPSHOTS -> state.snapshots().size();
      case AMIS -> state.images().size();
      case PUBLIC_AMIS -> state.images().all().stream().filter(Image::isPublic).count();
    };
  }

  private static ServiceError error(Quota quota, String operation) {
    String message = "You have reached your quota \"" + quota.title() + "\" in this Region";
    if (operation.equals("StartSnapshot")) {
      return ServiceError.of(402, "ServiceQuotaExceededException", message)
          .with("Reason", "DEPENDENCY_SERVICE_QUOTA_EXCEEDED");
    }
    return switch (quota) {
      case SNAPSHOTS -> ServiceError.of("SnapshotLimitExceeded", message);
      case AMIS -> ServiceError.of("AMIQuotaExceeded", message);
      case PUBLIC_AMIS -> ServiceError.of("ResourceLimitExceeded", message);
    };
  }
}
