package io.github.miragemaven.instance;

/**
 * What a launch has come to.
 *
 * @param region where
 * @param instance the instance, which answers
 * @param address the address that it answers at
 */
public record LaunchResult(String region, Instance instance, String address) {}
