package io.github.miragemaven.snapshot;

import java.util.Optional;

/**
 * Whether a new snapshot is to be encrypted.
 *
 * @param enabled whether it is encrypted, by the settings or by the account's default
 * @param kmsKeyArn the key; empty for the account's default key
 */
public record Encryption(boolean enabled, Optional<String> kmsKeyArn) {

  /** No encryption. */
  public static final Encryption NONE = new Encryption(false, Optional.empty());

  /** How a tag says it. */
  public String tag() {
    return enabled ? kmsKeyArn.orElse("default") : "none";
  }
}
