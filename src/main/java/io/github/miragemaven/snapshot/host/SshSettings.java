package io.github.miragemaven.snapshot.host;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The SSH login to the build host. {@code ssh} takes empty settings from its configuration.
 *
 * @param address {@code public} or {@code private} for the instance's own address, or a host name,
 *     an IP address or a {@code Host} of the configuration
 * @param port the port of its SSH server
 * @param user root, or a user who may use {@code sudo} without a password
 * @param privateKey the private key
 * @param knownHosts the known_hosts file that contains the host's key
 * @param configuration the configuration file that replaces the user's and the system's
 */
public record SshSettings(
    String address,
    OptionalInt port,
    Optional<String> user,
    Optional<Path> privateKey,
    Optional<Path> knownHosts,
    Optional<Path> configuration) {}
