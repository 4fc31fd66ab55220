package io.github.miragemaven.local.quotas;

import io.github.miragemaven.local.service.JsonService;
import io.github.miragemaven.local.service.Quota;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.Json;
import io.github.miragemaven.local.state.RegionState;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Service Quotas: GetServiceQuota and GetAWSDefaultServiceQuota. */
public final class QuotasService extends JsonService {

  /** Creates the service of a region. */
  public QuotasService(RegionContext region, Map<Quota, Long> quotas) {
    super(
        "servicequotas",
        "ServiceQuotasV20190624",
        Map.of(
            "GetServiceQuota", input -> applied(input, region, quotas),
            "GetAWSDefaultServiceQuota", input -> usual(input, region)));
  }

  /** Returns the applied quota, which exists only if the account requested an increase. */
  private static ObjectNode applied(JsonNode input, RegionContext region, Map<Quota, Long> quotas)
      throws ServiceError {
    Quota quota = quota(input);
    Long value = quotas.get(quota);
    if (value == null) {
      throw missing("The request failed because the specified resource has no applied quota");
    }
    return answer(quota, value, region.name() + ":" + RegionState.ACCOUNT);
  }

  private static ObjectNode usual(JsonNode input, RegionContext region) throws ServiceError {
    Quota quota = quota(input);
    return answer(quota, quota.usual(), region.name() + ":");
  }

  private static Quota quota(JsonNode input) throws ServiceError {
    String service = input.path("ServiceCode").asString("");
    String code = input.path("QuotaCode").asString("");
    return Quota.of(service, code)
        .orElseThrow(() -> missing("There is no quota " + code + " of " + service));
  }

  private static ObjectNode answer(Quota quota, long value, String owner) {
    ObjectNode output = Json.MAPPER.createObjectNode();
    output
        .putObject("Quota")
        .put("ServiceCode", quota.service())
        .put(
            "QuotaArn",
            "arn:aws:servicequotas:%s:%s/%s".formatted(owner, quota.service(), quota.code()))
        .put("QuotaCode", quota.code())
        .put("QuotaName", quota.title())
        .put("Value", (double) value)
        .put("Unit", "None")
        .put("Adjustable", true)
        .put("GlobalQuota", false);
    return output;
  }

  private static ServiceError missing(String message) {
    return ServiceError.of("NoSuchResourceException", message);
  }

  @Override
  protected ServiceError notFound(String what) {
    return missing(what);
  }
}
