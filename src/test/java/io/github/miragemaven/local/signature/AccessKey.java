package io.github.miragemaven.local.signature;

import java.time.Instant;
import java.util.Optional;

/**
 * Credentials to sign with.
 *
 * @param id the access key id
 * @param secret the secret access key
 * @param session the session of temporary credentials
 */
public record AccessKey(String id, String secret, Optional<Session> session) {

  /**
   * The session of temporary credentials.
   *
   * @param token the session token, which every request carries
   * @param expiry when the credentials expire
   */
  public record Session(String token, Instant expiry) {}

  @Override
  public String toString() {
    return id;
  }
}
