package io.github.miragemaven.aws;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * An HTTP proxy for calls to AWS.
 *
 * @param endpoint its scheme, host and port
 * @param username the user name for the proxy, if it requires one
 * @param password the password for the proxy, if it requires one
 * @param nonProxyHosts hosts that are called directly; {@code *} matches any characters
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
