package io.github.miragemaven.mojo;

import java.util.HashSet;
import java.util.Set;

/**
 * Keeps the AWS SDK's debug messages out of Maven's output, where {@code -X} would show signed
 * requests and their tokens.
 *
 * <p>Maven's loggers read their level from a system property when they are created. The properties
 * are set while any goal of this plugin uses the SDK, and removed after the last one.
 */
final class SdkLogs {

  private static final Set<String> LEVELS =
      Set.of(
          "org.slf4j.simpleLogger.log.software.amazon.awssdk",
          "org.slf4j.simpleLogger.log.org.apache.http");

  private static final Set<String> SET = new HashSet<>();
  private static int users;

  private SdkLogs() {}

  /** Call {@link #restore} afterwards. */
  static void silence() {
    synchronized (SET) {
      if (users++ == 0) {
        LEVELS.stream()
            .filter(level -> System.getProperty(level) == null)
            .forEach(
                level -> {
                  System.setProperty(level, "error");
                  SET.add(level);
                });
      }
    }
  }

  static void restore() {
    synchronized (SET) {
      if (--users == 0) {
        SET.forEach(System::clearProperty);
        SET.clear();
      }
    }
  }
}
