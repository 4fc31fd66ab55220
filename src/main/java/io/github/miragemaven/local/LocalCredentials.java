package io.github.miragemaven.local;

import io.github.miragemaven.local.signature.AccessKey;
import java.util.Optional;

/**
 * What a client signs with.
 *
 * @param accessKeyId the access key id
 * @param secretAccessKey the secret access key
 * @param sessionToken for temporary credentials, the token that goes with each request
 */
public record LocalCredentials(
    String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {

  static LocalCredentials of(AccessKey key) {
    return new LocalCredentials(
        key.id(), key.secret(), key.session().map(AccessKey.Session::token));
  }

  /** The access key id alone: the secret stays out of logs. */
  @Override
  public String toString() {
    return accessKeyId;
  }
}
