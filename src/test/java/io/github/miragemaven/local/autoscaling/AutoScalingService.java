package io.github.miragemaven.local.autoscaling;

import io.github.miragemaven.local.service.QueryService;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import java.util.Map;

/** Amazon EC2 Auto Scaling. */
public final class AutoScalingService extends QueryService {

  private static final String VERSION = "2011-01-01";

  /** Creates the service of a region. */
  public AutoScalingService(RegionContext region) {
    this(new Groups(region), region);
  }

  private AutoScalingService(Groups groups, RegionContext region) {
    this(groups, new Refreshes(region, groups));
  }

  private AutoScalingService(Groups groups, Refreshes refreshes) {
    super(
        "autoscaling",
        VERSION,
        "http://autoscaling.amazonaws.com/doc/" + VERSION + "/",
        Map.of(
            "CreateAutoScalingGroup", groups::create,
            "DescribeAutoScalingGroups", groups::describe,
            "StartInstanceRefresh", refreshes::start,
            "DescribeInstanceRefreshes", refreshes::describe,
            "CancelInstanceRefresh", refreshes::cancel,
            "RollbackInstanceRefresh", refreshes::rollBack));
  }

  @Override
  protected ServiceError notThere() {
    return Groups.notFound("unknown");
  }
}
