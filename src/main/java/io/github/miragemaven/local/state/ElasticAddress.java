package io.github.miragemaven.local.state;

import java.util.Map;
import java.util.Optional;

/**
 * A public address that the account keeps (an Elastic IP address).
 *
 * @param id {@code eipalloc-} and 17 hexadecimal digits
 * @param address the address
 * @param association where it leads; empty while it leads nowhere
 * @param tags its tags
 */
public record ElasticAddress(
    String id, String address, Optional<Association> association, Map<String, String> tags) {

  /**
   * That the address leads to an instance, or to a network interface that is no instance's.
   *
   * @param id {@code eipassoc-} and 17 hexadecimal digits
   * @param instanceId the instance, or the network interface
   */
  public record Association(String id, String instanceId) {}

  /** Keeps the tags as they are now. */
  public ElasticAddress {
    tags = Map.copyOf(tags);
  }

  /** The network interface that it leads to, where that is no instance's. */
  public Optional<String> networkInterface() {
    return association.map(Association::instanceId).filter(id -> id.startsWith("eni-"));
  }

  /** Whether it leads to that instance. */
  public boolean leadsTo(String instanceId) {
    return association.filter(there -> there.instanceId().equals(instanceId)).isPresent();
  }

  /** This address leading elsewhere, or nowhere. */
  public ElasticAddress leading(Optional<Association> elsewhere) {
    return new ElasticAddress(id, address, elsewhere, tags);
  }

  /** This address with other tags. */
  public ElasticAddress tagged(Map<String, String> newTags) {
    return new ElasticAddress(id, address, association, newTags);
  }
}
