package io.github.miragemaven.local.kms;

import io.github.miragemaven.local.service.JsonService;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.Json;
import io.github.miragemaven.local.state.RegionState;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** KMS: DescribeKey. */
public final class KmsService extends JsonService {

  /** Creates the service of a region. */
  public KmsService(RegionContext region) {
    this(new Keys(region.name()));
  }

  private KmsService(Keys keys) {
    super("kms", "TrentService", Map.of("DescribeKey", input -> describeKey(input, keys)));
  }

  private static ObjectNode describeKey(JsonNode input, Keys keys) throws ServiceError {
    String name = input.path("KeyId").asString("");
    if (name.isEmpty()) {
      throw ServiceError.of("ValidationException", "KeyId must not be empty");
    }
    KmsKey key = keys.find(name).orElseThrow(() -> missing("Key '" + name + "' does not exist"));
    ObjectNode output = Json.MAPPER.createObjectNode();
    output
        .putObject("KeyMetadata")
        .put("AWSAccountId", RegionState.ACCOUNT)
        .put("KeyId", key.id())
        .put("Arn", key.arn())
        .put("Enabled", key.enabled())
        .put("KeyState", key.enabled() ? "Enabled" : "Disabled")
        .put("KeyManager", key.awsManaged() ? "AWS" : "CUSTOMER")
        .put("KeyUsage", "ENCRYPT_DECRYPT")
        .put("KeySpec", "SYMMETRIC_DEFAULT")
        .put("Origin", "AWS_KMS")
        .put("MultiRegion", false);
    return output;
  }

  private static ServiceError missing(String message) {
    return ServiceError.of("NotFoundException", message);
  }

  @Override
  protected ServiceError notFound(String what) {
    return missing(what);
  }
}
