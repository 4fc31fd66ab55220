package io.github.miragemaven.local.ssm;

import io.github.miragemaven.local.service.JsonService;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import java.util.Map;

/** Systems Manager: GetParameter, PutParameter and DeleteParameter of Parameter Store. */
public final class SsmService extends JsonService {

  /** Creates the service of a region. */
  public SsmService(RegionContext region) {
    this(new Parameters(region));
  }

  private SsmService(Parameters parameters) {
    super(
        "ssm",
        "AmazonSSM",
        Map.of(
            "GetParameter", parameters::get,
            "PutParameter", parameters::put,
            "DeleteParameter", parameters::delete));
  }

  @Override
  protected ServiceError notFound(String what) {
    return Parameters.notFound(what);
  }
}
