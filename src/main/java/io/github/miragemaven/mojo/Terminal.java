package io.github.miragemaven.mojo;

import java.io.Console;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;

/**
 * Who reads the build's output: a person at a terminal, or a file.
 *
 * @param colours whether colours are shown
 * @param live whether a line may be written over and over
 */
record Terminal(boolean colours, boolean live) {

  /** Maven tells its arguments to no one but in this variable, which its launcher sets. */
  private static final Pattern LOG_FILE = Pattern.compile("(^|\\s)(-l|--log-file)\\b");

  /** Asks Maven's own {@code -Dstyle.color}, then whether the output is a terminal and not -B. */
  static Terminal of(MavenSession session) {
    String style =
        session
            .getUserProperties()
            .getProperty("style.color", session.getSystemProperties().getProperty("style.color"));
    boolean person = session.getRequest().isInteractiveMode() && isTerminal();
    boolean alone = session.getRequest().getDegreeOfConcurrency() <= 1;
    boolean colours =
        switch (style == null ? "auto" : style.toLowerCase(Locale.ROOT)) {
          case "always" -> true;
          case "never" -> false;
          default -> person && System.getenv("NO_COLOR") == null;
        };
    return new Terminal(colours, person && alone);
  }

  /** A label in bold, where colours are shown. */
  String strong(String text) {
    return colours ? "\u001B[1m" + text + "\u001B[m" : text;
  }

  /**
   * From Java 22 on there is a console even when the output goes to a file, and a method to tell
   * (JDK-8308591); before, the console itself tells.
   */
  @SuppressWarnings("SystemConsoleNull") // Both answers are asked for.
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
