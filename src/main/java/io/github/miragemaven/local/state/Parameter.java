package io.github.miragemaven.local.state;

import java.time.Instant;

/**
 * A parameter of Systems Manager's Parameter Store.
 *
 * @param name the name, including its path
 * @param type {@code String}, {@code StringList} or {@code SecureString}
 * @param dataType {@code text} or {@code aws:ec2:image}
 * @param value its value
 * @param version the version, from 1
 * @param modified when it was last changed
 */
public record Parameter(
    String name, String type, String dataType, String value, long version, Instant modified) {}
