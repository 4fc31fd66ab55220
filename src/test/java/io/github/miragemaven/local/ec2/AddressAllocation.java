package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Addresses;
import io.github.miragemaven.local.state.ElasticAddress;
import io.github.miragemaven.local.state.RegionState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** AllocateAddress and ReleaseAddress. */
final class AddressAllocation {

  /** "By default, all AWS accounts are limited to five Elastic IP addresses per Region" (EC2). */
  private static final int QUOTA = 5;

  private final RegionContext region;
  private final RegionState state;
  private final ElasticAddresses elasticAddresses;

  AddressAllocation(RegionContext region, ElasticAddresses elasticAddresses) {
    this.region = region;
    this.state = region.state();
    this.elasticAddresses = elasticAddresses;
  }

  Consumer<Xml> allocate(Query query) throws ServiceError, IOException {
    if (!query.text("Domain").orElse("vpc").equals("vpc")) {
      throw Ec2Errors.invalidValue("Value for parameter domain is invalid. Expected: 'vpc'.");
    }
    Map<String, String> tags =
        TagSpecifications.of(query, Set.of("elastic-ip"), region.account())
            .getOrDefault("elastic-ip", Map.of());
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              List<String> free = new Addresses(state).freePublic(1);
              if (state.elasticAddresses().all().size() >= QUOTA || free.isEmpty()) {
                throw ServiceError.of(
                    "AddressLimitExceeded", "The maximum number of addresses has been reached.");
              }
              ElasticAddress elastic =
                  new ElasticAddress(
                      RegionState.newId("eipalloc"), free.get(0), Optional.empty(), tags);
              state.elasticAddresses().put(elastic.id(), elastic);
              return answer -> elasticAddresses.writeAddress(answer, elastic);
            });
  }

  Consumer<Xml> release(Query query) throws ServiceError, IOException {
    String id = query.required("AllocationId");
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              ElasticAddress elastic = elasticAddresses.now(elasticAddresses.find(id));
              if (elastic.association().isPresent()) {
                throw ServiceError.of(
                    "InvalidIPAddress.InUse", "Address " + elastic.address() + " is in use.");
              }
              state.elasticAddresses().remove(id);
              return Ec2Operation.DONE;
            });
  }
}
