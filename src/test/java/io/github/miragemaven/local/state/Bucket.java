package io.github.miragemaven.local.state;

/**
 * A bucket. Its name is its own in all regions.
 *
 * @param name its name
 * @param region the region that its objects are in
 */
public record Bucket(String name, String region) {}
