package io.github.miragemaven.run;

import java.time.Duration;

/**
 * The page that must be served for a run to succeed.
 *
 * @param path the page's path, such as {@code /}
 * @param limit the maximum time to wait for the page
 */
public record Probe(String path, Duration limit) {}
