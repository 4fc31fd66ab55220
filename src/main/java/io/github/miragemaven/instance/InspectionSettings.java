package io.github.miragemaven.instance;

import io.github.miragemaven.instance.verify.VerifySettings;
import java.util.Optional;

/**
 * Which instance's site is looked at.
 *
 * @param region its region
 * @param instance its id; empty for the newest of the project that runs
 * @param site what it has to answer; the host is that of the instance
 */
public record InspectionSettings(String region, Optional<String> instance, VerifySettings site) {}
