package io.github.miragemaven.aws;

import java.util.Optional;

/**
 * Credentials given as plain values, as from a {@code <server>} in {@code settings.xml}.
 *
 * @param id the access key's id
 * @param secret its secret
 * @param sessionToken the token that belongs to a temporary key
 */
public record AccessKey(String id, String secret, Optional<String> sessionToken) {

  @Override
  public String toString() {
    return "AccessKey[id=" + id + ", secret=***]";
  }
}
