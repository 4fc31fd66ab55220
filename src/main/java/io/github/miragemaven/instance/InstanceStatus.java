package io.github.miragemaven.instance;

import java.util.Optional;

/**
 * An instance and the state of its site as seen from this machine.
 *
 * @param instance the instance
 * @param answer the HTTP status of the site, or the reason for a missing response; empty if the
 *     instance is not running
 * @param serving whether the site's traffic should go to this instance
 */
public record InstanceStatus(Instance instance, Optional<String> answer, boolean serving) {}
