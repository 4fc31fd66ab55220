package io.github.miragemaven.mojo;

import java.io.Console;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;

/** The destination of the build's output: a terminal, or a file. */
final class Terminal {

  /** Maven exposes its arguments only in this variable, which its launcher sets. */
  private static final Pattern LOG_FILE = Pattern.compile("(^|\\s)(-l|--log-file)\\b");

  private final MavenSession session;
  private final boolean interactive;

  private Terminal(MavenSession session) {
    this.session = session;
    this.interactive = session.getRequest().isInteractiveMode() && isTerminal();
  }

  static Terminal of(MavenSession session) {
    return new Terminal(session);
  }

  /** Whether to show colors: as Maven's {@code -Dstyle.color} says, or at a terminal. */
  boolean colors() {
    String style =
        session
            .getUserProperties()
            .getProperty("style.color", session.getSystemProperties().getProperty("style.color"));
    return switch (style == null ? "auto" : style.toLowerCase(Locale.ROOT)) {
      case "always" -> true;
      case "never" -> false;
      default -> interactive && System.getenv("NO_COLOR") == null;
    };
  }

  /** Whether a line may be overwritten: only one thread writes to the terminal. */
  boolean live() {
    return interactive && session.getRequest().getDegreeOfConcurrency() <= 1;
  }

  /** A label, in bold if colors are shown. */
  String strong(String text) {
    return colors() ? "\u001B[1m" + text + "\u001B[m" : text;
  }

  /**
   * Since Java 22, {@code System.console()} is not null even if the output is a file, and has the
   * method {@code isTerminal} (JDK-8308591).
   */
  @SuppressWarnings("SystemConsoleNull") // Java 17 to 21 need this check.
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null
        || LOG_FILE.matcher(Objects.toString(System.getenv("MAVEN_CMD_LINE_ARGS"), "")).find()
        || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException beforeJava22) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
