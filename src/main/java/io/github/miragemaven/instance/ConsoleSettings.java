package io.github.miragemaven.instance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings for reading a console.
 *
 * @param region the instance's region
 * @param instance the instance's id; empty for the project's newest instance
 * @param follow how long to print new output as it arrives; empty to read the console once
 * @param stop whether to stop the instance so that EC2 publishes its whole console
 * @param directory the directory of {@code console.log}
 */
public record ConsoleSettings(
    String region,
    Optional<String> instance,
    Optional<Duration> follow,
    boolean stop,
    Path directory) {}
