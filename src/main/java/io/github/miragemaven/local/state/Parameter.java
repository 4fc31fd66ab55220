package io.github.miragemaven.local.state;

import java.time.Instant;

/**
 * A parameter of Systems Manager's parameter store.
 *
 * @param name its name, with its path
 * @param type {@code String}, {@code StringList} or {@code SecureString}
 * @param dataType {@code text} or {@code aws:ec2:image}
 * @param value its value
 * @param version counted from 1
 * @param modified when it was last put
 */
public record Parameter(
    String name, String type, String dataType, String value, long version, Instant modified) {}
