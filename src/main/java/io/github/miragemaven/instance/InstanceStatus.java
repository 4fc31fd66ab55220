package io.github.miragemaven.instance;

import java.util.Optional;

/**
 * An instance, and what was seen of its site from here.
 *
 * @param instance the instance
 * @param answer the status of the site's answer, or why there was none; empty where it does not run
 * @param serving whether it is the one that visitors are meant to reach
 */
public record InstanceStatus(Instance instance, Optional<String> answer, boolean serving) {}
