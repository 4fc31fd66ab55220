package io.github.miragemaven.local.state;

import java.util.Map;
import java.util.Optional;

/**
 * An Elastic IP address.
 *
 * @param id {@code eipalloc-} and 17 hexadecimal digits
 * @param address the address
 * @param association its association, if any
 * @param tags its tags
 */
public record ElasticAddress(
    String id, String address, Optional<Association> association, Map<String, String> tags) {

  /**
   * The association with an instance, or with a network interface that belongs to no instance.
   *
   * @param id {@code eipassoc-} and 17 hexadecimal digits
   * @param instanceId the instance, or the network interface
   */
  public record Association(String id, String instanceId) {}

  /** Copies the tags. */
  public ElasticAddress {
    tags = Map.copyOf(tags);
  }

  /** Returns the associated network interface, if it belongs to no instance. */
  public Optional<String> networkInterface() {
    return association.map(Association::instanceId).filter(id -> id.startsWith("eni-"));
  }

  /** Tells whether it is associated with an instance. */
  public boolean leadsTo(String instanceId) {
    return association.filter(there -> there.instanceId().equals(instanceId)).isPresent();
  }

  /** Returns this address with another association, or none. */
  public ElasticAddress leading(Optional<Association> elsewhere) {
    return new ElasticAddress(id, address, elsewhere, tags);
  }

  /** Returns this address with other tags. */
  public ElasticAddress tagged(Map<String, String> newTags) {
    return new ElasticAddress(id, address, association, newTags);
  }
}
