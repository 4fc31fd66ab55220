package io.github.miragemaven.instance;

/**
 * Result of a launch.
 *
 * @param region the region
 * @param instance the launched instance
 * @param address the instance's address
 */
public record LaunchResult(String region, Instance instance, String address) {}
