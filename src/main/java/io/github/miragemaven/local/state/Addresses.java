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
 * Which address leads to which instance. The public ones are of a block that is kept for
 * documentation (RFC 5737, "TEST-NET-3"). All is asked under the lock.
 */
public final class Addresses {

  private static final String PUBLIC_BLOCK = "203.0.113.";

  private final RegionState state;

  /** The addresses of a region. */
  public Addresses(RegionState state) {
    this.state = state;
  }

  /**
   * The public IPv4 address of an instance: the one that the account keeps, or else the lent one.
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

  /** The address that the account keeps and that leads to an instance. */
  public Optional<ElasticAddress> elastic(Instance instance) throws IOException {
    if (instance.is(Phase.TERMINATED)) {
      return Optional.empty();
    }
    return state.elasticAddresses().all().stream()
        .filter(elastic -> elastic.leadsTo(instance.id()))
        .findFirst();
  }

  /** The instance that an address leads to, if there is still one. */
  public Optional<Instance> instance(ElasticAddress elastic) throws IOException {
    if (elastic.association().isEmpty()) {
      return Optional.empty();
    }
    return state
        .instances()
        .find(elastic.association().get().instanceId())
        .filter(instance -> !instance.is(Phase.TERMINATED));
  }

  /** The instance that has an address, public or private, IPv4 or IPv6. */
  public Optional<Instance> at(String address) throws IOException {
    return holders().stream().filter(instance -> has(instance, address)).findFirst();
  }

  private boolean has(Instance instance, String address) {
    return instance.network().privateAddress().equals(address)
        || instance.network().ipv6Addresses().contains(address)
        || publicOf(instance).equals(Optional.of(address));
  }

  /** Whether an address is one of those that instances have here. */
  public static boolean isOurs(String address) {
    return address.startsWith(PUBLIC_BLOCK)
        || address.startsWith("10.0.0.")
        || address.startsWith("2001:db8:");
  }

  /** So many public addresses that nothing has, or as many as there are. */
  public List<String> freePublic(int count) throws IOException {
    Set<String> taken = new HashSet<>();
    for (Instance instance : holders()) {
      instance.network().publicAddress().ifPresent(taken::add);
    }
    state.elasticAddresses().all().forEach(elastic -> taken.add(elastic.address()));
    List<String> all = IntStream.rangeClosed(1, 254).mapToObj(host -> PUBLIC_BLOCK + host).toList();
    return free(all, taken, count);
  }

  /** So many addresses in a subnet that nothing has, or as many as there are. */
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
