package io.github.miragemaven.instance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Which console is read, and how.
 *
 * @param region where the instance is
 * @param instance its id; empty for the project's newest
 * @param follow whether what the console goes on to show is shown too
 * @param stop whether the instance may be stopped, to have EC2 show all of its console
 * @param timeout how long a console is followed at most
 * @param directory where {@code console.log} goes
 */
public record ConsoleSettings(
    String region,
    Optional<String> instance,
    boolean follow,
    boolean stop,
    Duration timeout,
    Path directory) {}
