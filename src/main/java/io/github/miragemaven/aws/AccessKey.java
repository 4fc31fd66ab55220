package io.github.miragemaven.aws;

import java.util.Optional;

/**
 * Credentials given as plain values, for example by a {@code <server>} in {@code settings.xml}.
 *
 * @param id the access key ID
 * @param secret the secret access key
 * @param sessionToken the session token of temporary credentials
 */
public record AccessKey(String id, String secret, Optional<String> sessionToken) {

  @Override
  public String toString() {
    return "AccessKey[id=" + id + ", secret=***]";
  }
}
