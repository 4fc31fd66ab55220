package io.github.miragemaven.snapshot.host;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to log in to the build host. Whatever is empty, {@code ssh} takes from its configuration.
 *
 * @param address {@code public} or {@code private} for that address of the instance, or a name or
 *     address, which may be a {@code Host} of the configuration
 * @param port the port of its SSH server
 * @param user the user: root, or one who may use {@code sudo} without a password
 * @param privateKey the private key
 * @param knownHosts the file that has the host's key
 * @param configuration the configuration file to use instead of the user's and the system's
 */
public record SshSettings(
    String address,
    OptionalInt port,
    Optional<String> user,
    Optional<Path> privateKey,
    Optional<Path> knownHosts,
    Optional<Path> configuration) {}
