package io.github.miragemaven.mojo;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the AWS SDK's debug messages out of Maven's output, where {@code -X} would show signed
 * requests and their tokens.
 *
 * <p>Maven's loggers read their level from a system property when they are created. The properties
 * are set while any goal of this plugin uses the SDK, and removed after the last one. Maven 4 reads
 * {@code maven.logger.log.*}; it falls back to Maven 3's names with a warning only where those are
 * unset, so both are set.
 */
final class SdkLogs {

  private static final List<String> LOGGERS = List.of("software.amazon.awssdk", "org.apache.http");
  private static final List<String> PREFIXES =
      List.of("maven.logger.log.", "org.slf4j.simpleLogger.log.");

  private static final Set<String> SET = new HashSet<>();
  private static int users;

  private SdkLogs() {}

  /** Call {@link #restore} afterwards. */
  static void silence() {
    synchronized (SET) {
      if (users++ == 0) {
        LOGGERS.forEach(SdkLogs::silence);
      }
    }
  }

  private static void silence(String logger) {
    List<String> properties = PREFIXES.stream().map(prefix -> prefix + logger).toList();
    if (properties.stream().allMatch(property -> System.getProperty(property) == null)) {
      properties.forEach(property -> System.setProperty(property, "error"));
      SET.addAll(properties);
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
