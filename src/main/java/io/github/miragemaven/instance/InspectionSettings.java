package io.github.miragemaven.instance;

import io.github.miragemaven.instance.verify.VerifySettings;
import java.util.Optional;

/**
 * Selects the instance to inspect.
 *
 * @param region the instance's region
 * @param instance the instance's id; empty for the project's newest running instance
 * @param site the expected site, whose host is replaced by the instance's
 */
public record InspectionSettings(String region, Optional<String> instance, VerifySettings site) {}
