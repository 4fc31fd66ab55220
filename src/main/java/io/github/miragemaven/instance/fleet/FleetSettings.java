package io.github.miragemaven.instance.fleet;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Settings of a rollout.
 *
 * @param region the region
 * @param group the name of the Auto Scaling group
 * @param ami the AMI; empty for the project's newest
 * @param directory {@code target/mirage}, which is locked meanwhile
 */
public record FleetSettings(String region, String group, Optional<String> ami, Path directory) {}
