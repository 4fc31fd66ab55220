package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Anomaly;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Addresses;
import io.github.miragemaven.local.state.ElasticAddress;
import io.github.miragemaven.local.state.ElasticAddress.Association;
import io.github.miragemaven.local.state.Instance;
import io.github.miragemaven.local.state.Instance.Phase;
import io.github.miragemaven.local.state.RegionState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * DescribeAddresses, AssociateAddress and DisassociateAddress, for instances with one network
 * interface and for network interfaces without an instance.
 */
final class ElasticAddresses {

  private static final Set<Phase> REACHABLE = Set.of(Phase.RUNNING, Phase.STOPPING, Phase.STOPPED);

  private static final Filters<ElasticAddress> FILTERS =
      new Filters<>(
          Map.of(
              "allocation-id", elastic -> List.of(elastic.id()),
              "public-ip", elastic -> List.of(elastic.address()),
              "instance-id",
                  elastic -> elastic.association().map(Association::instanceId).stream().toList()),
          ElasticAddress::tags);

  private final RegionContext region;
  private final RegionState state;
  private final Instances instances;
  private final Addresses addresses;

  ElasticAddresses(RegionContext region, Instances instances) {
    this.region = region;
    this.state = region.state();
    this.instances = instances;
    this.addresses = new Addresses(state);
  }

  /** Describes all addresses on one page. */
  Consumer<Xml> describe(Query query) throws ServiceError, IOException {
    List<String> ids = query.texts("AllocationId");
    List<String> ips = query.texts("PublicIp");
    Predicate<ElasticAddress> fits = FILTERS.of(query);
    boolean none = query.shows(Anomaly.EMPTY_RESULT);
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              for (String id : ids) {
                find(id);
              }
              for (String ip : ips) {
                at(ip);
              }
              List<ElasticAddress> shown = new ArrayList<>();
              for (ElasticAddress kept : state.elasticAddresses().all()) {
                ElasticAddress elastic = now(kept);
                if ((ids.isEmpty() || ids.contains(elastic.id()))
                    && (ips.isEmpty() || ips.contains(elastic.address()))
                    && fits.test(elastic)
                    && !none) {
                  shown.add(elastic);
                }
              }
              return answer -> answer.items("addressesSet", shown, this::write);
            });
  }

  private void write(Xml xml, ElasticAddress elastic) {
    writeAddress(xml, elastic);
    elastic
        .association()
        .ifPresent(
            there ->
                xml.text("associationId", there.id())
                    .text(
                        elastic.networkInterface().isPresent()
                            ? "networkInterfaceId"
                            : "instanceId",
                        there.instanceId())
                    .text("networkInterfaceOwnerId", RegionState.ACCOUNT));
    TagSpecifications.write(xml, elastic.tags());
  }

  void writeAddress(Xml xml, ElasticAddress elastic) {
    xml.text("publicIp", elastic.address())
        .text("allocationId", elastic.id())
        .text("domain", "vpc")
        .text("publicIpv4Pool", "amazon")
        .text("networkBorderGroup", region.name());
  }

  /**
   * Associates an address. One that is associated with another instance is reassociated, which is
   * the default (EC2 API Reference).
   */
  Consumer<Xml> associate(Query query) throws ServiceError, IOException {
    String id = query.required("AllocationId");
    Optional<String> networkInterface = query.text("NetworkInterfaceId");
    if (networkInterface.isPresent()) {
      query.done();
      return associate(id, networkInterface.get());
    }
    String instanceId = query.required("InstanceId");
    query.flag("AllowReassociation");
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              ElasticAddress elastic = now(find(id));
              Instance instance = instances.find(instanceId);
              if (!REACHABLE.contains(instance.condition().phase())) {
                throw ServiceError.of(
                    "InvalidInstanceID",
                    "The %s instance '%s' is not in a valid state for this operation."
                        .formatted(instance.state(), instanceId));
              }
              Optional<ElasticAddress> other =
                  addresses.elastic(instance).filter(has -> !has.id().equals(id));
              if (other.isPresent()) {
                free(other.get());
              }
              Association there = led(elastic, instance);
              return answer -> answer.text("return", true).text("associationId", there.id());
            });
  }

  /**
   * Associates an address with a network interface. The region does not emulate network interfaces
   * and only knows that this one belongs to no instance.
   */
  private Consumer<Xml> associate(String id, String networkInterface)
      throws ServiceError, IOException {
    return state
        .lock()
        .hold(
            () -> {
              ElasticAddress elastic = now(find(id));
              requireFree(elastic);
              Association there = new Association(RegionState.newId("eipassoc"), networkInterface);
              state.elasticAddresses().put(id, elastic.leading(Optional.of(there)));
              return answer -> answer.text("return", true).text("associationId", there.id());
            });
  }

  private static void requireFree(ElasticAddress elastic) throws ServiceError {
    if (elastic.association().isPresent()) {
      throw ServiceError.of(
          "Resource.AlreadyAssociated",
          "resource %s is already associated with associate-id %s"
              .formatted(elastic.id(), elastic.association().get().id()));
    }
  }

  /**
   * Associates an address: the instance loses its assigned address, and the instance that had this
   * address before is assigned another.
   */
  private Association led(ElasticAddress elastic, Instance instance) throws IOException {
    if (elastic.leadsTo(instance.id())) {
      return elastic.association().orElseThrow();
    }
    free(elastic);
    Association there = new Association(RegionState.newId("eipassoc"), instance.id());
    state.elasticAddresses().put(elastic.id(), elastic.leading(Optional.of(there)));
    state.instances().put(instance.id(), instance.with(instance.network().lent(Optional.empty())));
    return there;
  }

  private void free(ElasticAddress elastic) throws IOException {
    Optional<Instance> had = addresses.instance(elastic);
    state.elasticAddresses().put(elastic.id(), elastic.leading(Optional.empty()));
    if (had.isPresent() && had.get().is(Phase.RUNNING) && had.get().network().wantsPublic()) {
      Instance again =
          had.get().with(had.get().network().lent(addresses.freePublic(1).stream().findFirst()));
      state.instances().put(again.id(), again);
    }
  }

  Consumer<Xml> disassociate(Query query) throws ServiceError, IOException {
    String id = query.required("AssociationId");
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              for (ElasticAddress kept : state.elasticAddresses().all()) {
                ElasticAddress elastic = now(kept);
                if (elastic.association().filter(there -> there.id().equals(id)).isPresent()) {
                  free(elastic);
                  return Ec2Operation.DONE;
                }
              }
              throw ServiceError.of(
                  "InvalidAssociationID.NotFound",
                  "The association ID '" + id + "' does not exist");
            });
  }

  /** Returns the address with an ID. Called under the lock. */
  ElasticAddress find(String id) throws ServiceError, IOException {
    if (!id.matches("eipalloc-[0-9a-f]{8,17}")) {
      throw ServiceError.of(
          "InvalidAllocationID.Malformed",
          "Invalid id: \"" + id + "\" (expecting \"eipalloc-...\")");
    }
    return state.elasticAddresses().find(id).orElseThrow(() -> Ec2Errors.noAllocation(id));
  }

  private ElasticAddress at(String ip) throws ServiceError, IOException {
    return state.elasticAddresses().all().stream()
        .filter(elastic -> elastic.address().equals(ip))
        .findFirst()
        .orElseThrow(
            () -> ServiceError.of("InvalidAddress.NotFound", "Address '" + ip + "' not found."));
  }

  /**
   * Returns the current state of an address: it is not associated if its instance no longer exists.
   */
  ElasticAddress now(ElasticAddress elastic) throws IOException {
    boolean leads =
        elastic.networkInterface().isPresent() || addresses.instance(elastic).isPresent();
    return leads ? elastic : elastic.leading(Optional.empty());
  }
}
