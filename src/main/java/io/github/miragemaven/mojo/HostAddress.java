package io.github.miragemaven.mojo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name or address of a build host, and the port of its SSH server. */
record HostAddress(String host, int port) {

  private static final int SSH = 22;
  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[(?<ipv6>[^]]+)]|(?<host>[^:]+))(?::(?<port>\\d{1,5}))?");

  /** Reads {@code HOST} or {@code HOST:PORT}; an IPv6 address with a port needs brackets. */
  static HostAddress parse(String text) {
    Matcher parts = WITH_PORT.matcher(text.strip());
    if (!parts.matches()) {
      return new HostAddress(text.strip(), SSH);
    }
    return new HostAddress(
        parts.group("ipv6") != null ? parts.group("ipv6") : parts.group("host"),
        parts.group("port") != null ? Integer.parseInt(parts.group("port")) : SSH);
  }
}
