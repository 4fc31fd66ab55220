package io.github.miragemaven.local.sts;

import io.github.miragemaven.local.service.Identity;
import io.github.miragemaven.local.service.QueryService;
import io.github.miragemaven.local.state.RegionState;
import java.util.Map;

/** STS: GetCallerIdentity. */
public final class StsService extends QueryService {

  private static final String VERSION = "2011-06-15";

  /** Creates the service. */
  public StsService() {
    super(
        "sts",
        VERSION,
        "https://sts.amazonaws.com/doc/" + VERSION + "/",
        Map.of(
            "GetCallerIdentity",
            query -> {
              query.done();
              return result ->
                  result
                      .text("Arn", Identity.ARN)
                      .text("UserId", Identity.USER_ID)
                      .text("Account", RegionState.ACCOUNT);
            }));
  }
}
