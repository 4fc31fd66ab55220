package io.github.miragemaven.snapshot.host;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which instance is the build host, and how it is reached.
 *
 * @param tagKey the tag that it is found by
 * @param tagValue that tag's value
 * @param address which of its addresses is used: {@code public}, {@code private}, or a name or
 *     address of your own
 * @param port the port that its SSH server listens on
 * @param user the user to log in as: root, or one who may use {@code sudo} without a password
 * @param privateKey the key to log in with; empty for those in {@code ~/.ssh}
 * @param passphrase what the key is encrypted with
 * @param knownHosts the file that has the host's key
 * @param device where the volume is found on the host, with {@code {volume}} for its id; empty to
 *     look where Linux has it on EC2
 */
public record HostSettings(
    String tagKey,
    String tagValue,
    String address,
    int port,
    String user,
    Optional<Path> privateKey,
    Optional<String> passphrase,
    Path knownHosts,
    Optional<String> device) {

  /** Keeps the passphrase out of logs. */
  @Override
  public String toString() {
    return "HostSettings[%s=%s, %s@%s:%d]".formatted(tagKey, tagValue, user, address, port);
  }
}
