package io.github.miragemaven.snapshot.host;

import java.util.Optional;

/**
 * Which instance is the build host, and how it is reached.
 *
 * @param tagKey the key of the tag that identifies it
 * @param tagValue that tag's value
 * @param ssh how to log in
 * @param device the volume's path on the host, with {@code {volume}} for its id; empty for the
 *     paths that Linux uses on EC2
 */
public record HostSettings(
    String tagKey, String tagValue, SshSettings ssh, Optional<String> device) {}
