package io.github.miragemaven.xen;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The result of running a guest.
 *
 * @param console the output on its PV console
 * @param serial the output on its first serial port
 * @param end how it ended
 */
public record GuestRun(Text console, Text serial, End end) {

  /** How a guest ends. */
  public enum End {
    /** It shut itself down. */
    POWERED_OFF,
    /** It asked for a reboot, or its processor had a triple fault. */
    REBOOTED,
    /** It or Xen reported a crash. */
    CRASHED,
    /** The test stopped it after the expected output. */
    STOPPED;

    /** Parses libxl's message with a SHUTDOWN_* code (Xen's public/sched.h). */
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
   * A guest's output.
   *
   * @param all the output without carriage returns and control sequences
   */
  public record Text(String all) {

    /** ECMA-48 control sequences, section 5.4. */
    private static final Pattern CONTROL_SEQUENCE = Pattern.compile("\u001B\\[[0-?]*[ -/]*[@-~]");

    /** Decodes the bytes. */
    public static Text printed(String bytes) {
      return new Text(CONTROL_SEQUENCE.matcher(bytes).replaceAll("").replace("\r", ""));
    }

    /** Returns the lines that are not blank. */
    public List<String> lines() {
      return all.lines().filter(line -> !line.isBlank()).toList();
    }
  }

  /** Creates the result from the output and the report of {@code xl create -F}. */
  static GuestRun of(Text console, Text serial, String xl) {
    return new GuestRun(console, serial, End.reportedBy(xl));
  }
}
