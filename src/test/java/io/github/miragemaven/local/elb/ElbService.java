package io.github.miragemaven.local.elb;

import io.github.miragemaven.local.service.QueryService;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import java.util.Map;

/** Elastic Load Balancing, version 2. */
public final class ElbService extends QueryService {

  private static final String VERSION = "2015-12-01";

  /** Creates the service of a region. */
  public ElbService(RegionContext region) {
    this(new TargetGroups(region), new Targets(region));
  }

  private ElbService(TargetGroups groups, Targets targets) {
    super(
        "elasticloadbalancing",
        VERSION,
        "http://elasticloadbalancing.amazonaws.com/doc/" + VERSION + "/",
        Map.of(
            "CreateTargetGroup", groups::create,
            "DescribeTargetGroups", groups::describe,
            "RegisterTargets", targets::register,
            "DeregisterTargets", targets::deregister,
            "DescribeTargetHealth", targets::describe));
  }

  @Override
  protected ServiceError notThere() {
    return TargetGroups.notFound();
  }
}
