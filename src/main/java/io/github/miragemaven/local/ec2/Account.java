package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import java.util.function.Consumer;

/** Account settings: GetEbsEncryptionByDefault. */
final class Account {

  private final RegionContext region;

  Account(RegionContext region) {
    this.region = region;
  }

  Consumer<Xml> encryptionByDefault(Query query) throws ServiceError {
    query.done();
    return answer ->
        answer
            .text("ebsEncryptionByDefault", region.account().encryptionByDefault())
            .text("sseType", region.account().encryptionByDefault() ? "sse-kms" : "none");
  }
}
