package io.github.miragemaven.snapshot.host;

import java.util.Optional;

/**
 * Identifies the build host and configures access to it.
 *
 * @param tagKey the key of the tag that identifies it
 * @param tagValue that tag's value
 * @param ssh the SSH login
 * @param device the device path of the volume on the host, where {@code {volume}} is replaced by
 *     its ID; empty for the paths that Linux uses on EC2
 */
public record HostSettings(
    String tagKey, String tagValue, SshSettings ssh, Optional<String> device) {}
