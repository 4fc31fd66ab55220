package io.github.miragemaven.instance;

import java.util.Optional;

/**
 * An instance and the state of its site as seen from this machine.
 *
 * @param instance the instance
 * @param answer the HTTP status of the site, or why there was no response; empty if the instance
 *     does not run
 * @param serving whether visitors are meant to reach this instance
 */
public record InstanceStatus(Instance instance, Optional<String> answer, boolean serving) {}
