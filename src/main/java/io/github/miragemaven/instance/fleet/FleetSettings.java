package io.github.miragemaven.instance.fleet;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The group that gets a new AMI.
 *
 * @param region where
 * @param group the name of the Auto Scaling group
 * @param ami the AMI; empty for the project's newest
 * @param directory {@code target/mirage}, in which no launch may run meanwhile
 */
public record FleetSettings(String region, String group, Optional<String> ami, Path directory) {}
