package io.github.miragemaven.instance.verify;

/**
 * Something that was looked at.
 *
 * @param name what it is, such as {@code GET /about/}
 * @param expected what it should be
 * @param seen what it was
 * @param millis how long the last look took
 * @param passed whether the two agree
 */
public record Check(String name, String expected, String seen, long millis, boolean passed) {}
