package io.github.miragemaven.mojo;

/**
 * Keeps the AWS SDK's own logs out of Maven's, which shows debug messages with {@code -X}: what is
 * signed, and with which token, is in them.
 */
final class SdkLogs {

  /** What Maven's logger asks for the level of a logger by (SLF4J SimpleLogger). */
  private static final String LEVEL = "org.slf4j.simpleLogger.log.";

  private SdkLogs() {}

  /** Has effect on loggers that are not made yet. */
  static void silence() {
    for (String logger : new String[] {"software.amazon.awssdk", "org.apache.http"}) {
      if (System.getProperty(LEVEL + logger) == null) {
        System.setProperty(LEVEL + logger, "error");
      }
    }
  }
}
