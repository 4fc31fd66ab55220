package io.github.miragemaven.local.signature;

import java.time.Instant;
import java.util.Optional;

/**
 * Credentials to sign with.
 *
 * @param id the access key id
 * @param secret the secret access key
 * @param session for temporary credentials, what they come with
 */
public record AccessKey(String id, String secret, Optional<Session> session) {

  /**
   * The rest of temporary credentials.
   *
   * @param token the session token that each request carries
   * @param expiry when the credentials stop being good
   */
  public record Session(String token, Instant expiry) {}

  @Override
  public String toString() {
    return id;
  }
}
