package io.github.miragemaven.aws;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * The proxy that AWS is reached through.
 *
 * @param endpoint its scheme, host and port
 * @param username who logs in there
 * @param password with what
 * @param nonProxyHosts hosts that are reached without it, with {@code *} for any characters
 */
public record ProxySettings(
    URI endpoint, Optional<String> username, Optional<String> password, Set<String> nonProxyHosts) {

  /** Copies the hosts. */
  public ProxySettings {
    nonProxyHosts = Set.copyOf(nonProxyHosts);
  }

  @Override
  public String toString() {
    return "ProxySettings[endpoint=" + endpoint + ", password=***]";
  }
}
