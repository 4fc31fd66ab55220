package io.github.miragemaven.snapshot;

import java.util.Optional;

/**
 * The encryption of a new snapshot.
 *
 * @param enabled whether it is encrypted, by the settings or by the account's default
 * @param kmsKeyArn the KMS key; empty for the account's default key
 */
public record Encryption(boolean enabled, Optional<String> kmsKeyArn) {

  /** No encryption. */
  public static final Encryption NONE = new Encryption(false, Optional.empty());

  /** Returns the value of the tag that records the key. */
  public String tag() {
    return enabled ? kmsKeyArn.orElse("default") : "none";
  }
}
