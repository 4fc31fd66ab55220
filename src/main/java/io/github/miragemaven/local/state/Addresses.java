package io.github.miragemaven.local.state;

import io.github.miragemaven.local.state.Instance.Phase;
import io.github.miragemaven.local.state.Vpc.Subnet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Maps addresses to instances. Public addresses come from a block reserved for documentation (RFC
 * 5737, "TEST-NET-3"). All methods are called under the lock.
 */
public final class Addresses {

  private static final String PUBLIC_BLOCK = "203.0.113.";

  private final RegionState state;

  /** Creates the address map of a region. */
  public Addresses(RegionState state) {
    this.state = state;
  }

  /**
   * Returns the public IPv4 address of an instance: its Elastic IP address, or the one that EC2
   * assigned.
   */
  public Optional<String> publicOf(Instance instance) {
    try {
      return elastic(instance)
          .map(ElasticAddress::address)
          .or(() -> instance.network().publicAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the Elastic IP address of an instance. */
  public Optional<ElasticAddress> elastic(Instance instance) throws IOException {
    if (instance.is(Phase.TERMINATED)) {
      return Optional.empty();
    }
    return state.elasticAddresses().all().stream()
        .filter(elastic -> elastic.leadsTo(instance.id()))
        .findFirst();
  }

  /** Returns the instance of an Elastic IP address, if it still exists. */
  public Optional<Instance> instance(ElasticAddress elastic) throws IOException {
    if (elastic.association().isEmpty()) {
      return Optional.empty();
    }
    return state
        .instances()
        .find(elastic.association().get().instanceId())
        .filter(instance -> !instance.is(Phase.TERMINATED));
  }

  /** Returns the instance with an address, public or private, IPv4 or IPv6. */
  public Optional<Instance> at(String address) throws IOException {
    return holders().stream().filter(instance -> has(instance, address)).findFirst();
  }

  private boolean has(Instance instance, String address) {
    return instance.network().privateAddress().equals(address)
        || instance.network().ipv6Addresses().contains(address)
        || publicOf(instance).equals(Optional.of(address));
  }

  /** Tells whether an address belongs to an address block of the region. */
  public static boolean isOurs(String address) {
    return address.startsWith(PUBLIC_BLOCK)
        || address.startsWith("10.0.0.")
        || address.startsWith("2001:db8:");
  }

  /** Returns unused public addresses, as many as requested or available. */
  public List<String> freePublic(int count) throws IOException {
    Set<String> taken = new HashSet<>();
    for (Instance instance : holders()) {
      instance.network().publicAddress().ifPresent(taken::add);
    }
    state.elasticAddresses().all().forEach(elastic -> taken.add(elastic.address()));
    List<String> all = IntStream.rangeClosed(1, 254).mapToObj(host -> PUBLIC_BLOCK + host).toList();
    return free(all, taken, count);
  }

  /** Returns unused addresses of a subnet, as many as requested or available. */
  public List<String> freePrivate(Subnet subnet, int count) throws IOException {
    Set<String> taken = new HashSet<>();
    for (Instance instance : holders()) {
      taken.add(instance.network().privateAddress());
    }
    return free(subnet.hosts(), taken, count);
  }

  private static List<String> free(List<String> all, Set<String> taken, int count) {
    return all.stream().filter(address -> !taken.contains(address)).limit(count).toList();
  }

  private List<Instance> holders() throws IOException {
    return state.instances().all().stream()
        .filter(instance -> !instance.is(Phase.TERMINATED))
        .toList();
  }
}
