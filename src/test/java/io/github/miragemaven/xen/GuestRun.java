package io.github.miragemaven.xen;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came of a guest.
 *
 * @param console what it printed on its PV console
 * @param serial what it printed on its first serial port
 * @param end how it ended
 */
public record GuestRun(Text console, Text serial, End end) {

  /** How a guest ends. */
  public enum End {
    /** It shut itself down. */
    POWERED_OFF,
    /** It asked to be started again, or its processor met a triple fault. */
    REBOOTED,
    /** It, or Xen, said that it crashed. */
    CRASHED,
    /** It was ended, since it had shown enough. */
    STOPPED;

    /** In libxl's words, with a code of SHUTDOWN_* (Xen's public/sched.h). */
    private static final Pattern SHUTDOWN = Pattern.compile("has shut down, reason code (\\d+) ");

    private static final List<End> OF_CODE = List.of(POWERED_OFF, REBOOTED, STOPPED, CRASHED);

    private static End reportedBy(String xl) {
      Matcher shutdown = SHUTDOWN.matcher(xl);
      if (shutdown.find()) {
        return OF_CODE.get(Integer.parseInt(shutdown.group(1)));
      }
      if (xl.contains("has been destroyed")) {
        return STOPPED;
      }
      throw new AssertionError("The guest does not start: " + xl);
    }
  }

  /**
   * What a guest printed.
   *
   * @param all all of it, without carriage returns and control sequences
   */
  public record Text(String all) {

    /** ECMA-48 control sequences, section 5.4. */
    private static final Pattern CONTROL_SEQUENCE = Pattern.compile("\u001B\\[[0-?]*[ -/]*[@-~]");

    /** What these bytes show. */
    public static Text printed(String bytes) {
      return new Text(CONTROL_SEQUENCE.matcher(bytes).replaceAll("").replace("\r", ""));
    }

    /** Its lines, but for blank ones. */
    public List<String> lines() {
      return all.lines().filter(line -> !line.isBlank()).toList();
    }
  }

  /** The guest with that output, whose end {@code xl create -F} reported. */
  static GuestRun of(Text console, Text serial, String xl) {
    return new GuestRun(console, serial, End.reportedBy(xl));
  }
}
