package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.instance.Retirement;
import io.github.miragemaven.instance.verify.VerifySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a public name is led to an instance.
 *
 * @param region where
 * @param name what is led elsewhere
 * @param instance the instance that it shall lead to; empty for the newest that was verified
 * @param unverified whether it may be one that was never seen to answer
 * @param keepOld how long the instance before stays as it is; zero to have it go at once
 * @param then what becomes of it
 * @param patience how long each thing is waited for; empty for what is usual for it
 * @param verify what the site has to answer where it is led back to; empty where that is not looked
 *     at
 * @param directory {@code target/mirage}, in which no launch may run meanwhile
 */
public record SwitchSettings(
    String region,
    PublicName name,
    Optional<String> instance,
    boolean unverified,
    Duration keepOld,
    Retirement.Then then,
    Optional<Duration> patience,
    Optional<VerifySettings> verify,
    Path directory) {}
