package io.github.miragemaven.mojo;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name or address of a build host, and the port of its SSH server, if it is given. */
record HostAddress(String host, OptionalInt port) {

  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[(?<ipv6>[^]]+)]|(?<host>[^:]+))(?::(?<port>\\d{1,5}))?");

  /** Reads {@code HOST} or {@code HOST:PORT}; an IPv6 address with a port needs brackets. */
  static HostAddress parse(String text) {
    Matcher parts = WITH_PORT.matcher(text.strip());
    if (!parts.matches()) {
      return new HostAddress(text.strip(), OptionalInt.empty());
    }
    return new HostAddress(
        parts.group("ipv6") != null ? parts.group("ipv6") : parts.group("host"),
        parts.group("port") != null
            ? OptionalInt.of(Integer.parseInt(parts.group("port")))
            : OptionalInt.empty());
  }
}
