package io.github.miragemaven.process;

import java.util.regex.Pattern;

/** Recognizes the lines of a stack trace that do not say why a program failed. */
final class StackFrames {

  /** Ruby's frames; with a colon and a message after the method's name, it is the reason. */
  private static final Pattern RUBY =
      Pattern.compile("\\s+from \\S.*:\\d+(?::in .*)?|.*:\\d+:in [`'][^`']*'");

  /** Frames of Node.js and Java; Eleventy puts its name before each line. */
  private static final Pattern NODE =
      Pattern.compile(
          "(?:\\[[\\w-]+\\])?\\s+(?:at \\S.*(?:\\)|>|:\\d+)(?: \\{)?|\\.{3} \\d+ (?:more|lines)"
              + ".*)");

  /** V8's native frames. */
  private static final Pattern NATIVE = Pattern.compile("\\s*\\d+: 0x[0-9a-f]+ .*");

  private static final Pattern PYTHON =
      Pattern.compile(
          "\\s*File \"[^\"]*\", line \\d+, in .*|Traceback \\(most recent call last\\):"
              + "|\\s*\\[Previous line repeated .*");

  private static final Pattern RULE = Pattern.compile("\\s*[-=~]{5,}[^-=~]*[-=~]*\\s*");

  private boolean inPython;
  private boolean inGoroutine;

  /** Whether the next line of the output is part of a stack trace. */
  boolean include(String line) {
    if (line.startsWith("goroutine ")) {
      inGoroutine = true;
    } else if (line.isBlank()) {
      inGoroutine = false;
    }
    boolean python = PYTHON.matcher(line).matches();
    inPython = python || (inPython && line.startsWith("    ")); // the frame's source line
    return inGoroutine
        || inPython
        || RUBY.matcher(line).matches()
        || NODE.matcher(line).matches()
        || NATIVE.matcher(line).matches()
        || RULE.matcher(line).matches()
        // Jekyll and Rake advise to ask for a stack trace.
        || line.contains("--trace")
        || line.contains("for any additional information or backtrace");
  }
}
