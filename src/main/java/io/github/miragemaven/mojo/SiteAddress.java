package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.UserFailureException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address of a site: its host, and its scheme and port, if they are given. */
record SiteAddress(Optional<String> scheme, HostAddress host) {

  /** The address of a site whose instance is found later. */
  static final SiteAddress NONE =
      new SiteAddress(Optional.empty(), new HostAddress("", OptionalInt.empty()));

  private static final Pattern URL =
      Pattern.compile("(?i)(?:(?<scheme>https?)://)?(?<host>[^/?#@\\s]+)/?");
  private static final Pattern HOST = Pattern.compile("[^:\\[\\]]+|[0-9A-Fa-f:.]+(%.+)?");
  private static final int LAST_PORT = 65_535;

  /** Reads a name, an address, either with a port, or a URL without a path. */
  static SiteAddress parse(String text) throws UserFailureException {
    Matcher url = URL.matcher(text.strip());
    if (url.matches()) {
      HostAddress host = HostAddress.parse(url.group("host"));
      int port = host.port().orElse(1);
      if (HOST.matcher(host.host()).matches() && port >= 1 && port <= LAST_PORT) {
        return new SiteAddress(
            Optional.ofNullable(url.group("scheme")).map(it -> it.toLowerCase(Locale.ROOT)), host);
      }
    }
    throw new UserFailureException(
        "mirage.verify.address is \"%s\".%nSet it to a name, an address or a URL, such as blog.example.com, 203.0.113.80:8080 or https://blog.example.com.%nThe pages to check are set with -Dmirage.verify.paths=/about/,/feed.xml."
            .formatted(text));
  }
}
