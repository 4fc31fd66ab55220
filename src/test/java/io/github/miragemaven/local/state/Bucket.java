package io.github.miragemaven.local.state;

/**
 * A bucket. Its name is unique across regions.
 *
 * @param name its name
 * @param region the region of its objects
 */
public record Bucket(String name, String region) {}
