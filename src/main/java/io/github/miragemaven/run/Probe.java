package io.github.miragemaven.run;

import java.time.Duration;

/**
 * What a run waits for before it ends with success.
 *
 * @param path the page's path, such as {@code /}
 * @param limit how long to wait for it
 */
public record Probe(String path, Duration limit) {}
