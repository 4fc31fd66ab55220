package io.github.miragemaven.instance.verify;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The expected site.
 *
 * @param address its address
 * @param pages its expected pages
 * @param closed the ports that must be closed, without the site's own
 * @param trust the trusted certificates
 * @param limits timeouts and retries
 */
public record VerifySettings(
    Address address, Pages pages, Ports closed, Trust trust, Limits limits) {

  private static final int OK = 200;

  /** Removes the site's own port from the closed ones. */
  public VerifySettings {
    closed = closed.without(address.port());
  }

  /**
   * The address of a site.
   *
   * @param scheme {@code http} or {@code https}
   * @param host a DNS name or IP address (the brackets of RFC 3986 around an IPv6 address are
   *     optional)
   * @param port the TCP port
   */
  public record Address(String scheme, String host, int port) {

    /** Removes the brackets around an IPv6 address. */
    public Address {
      host =
          host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Returns the site's URL without a path. */
    String origin() {
      boolean usual = port == (scheme.equals("https") ? 443 : 80);
      String authority = host.contains(":") ? "[" + host + "]" : host;
      return scheme + "://" + authority + (usual ? "" : ":" + port);
    }
  }

  /**
   * The pages to request and the expected responses.
   *
   * @param paths the paths to request, each with a leading slash and optionally a query
   * @param status the expected HTTP status of each page
   * @param text the text that each page must contain
   * @param site the directory of the generated site, to compare the pages with if the status is 200
   */
  public record Pages(List<String> paths, int status, Optional<String> text, Optional<Path> site) {

    /** Copies the paths. */
    public Pages {
      paths = List.copyOf(paths);
    }

    /** Returns the directory to compare the pages with, if they are compared. */
    Optional<Path> comparedSite() {
      return site.filter(directory -> status == OK);
    }
  }

  /** Returns the settings of a site on port 80 whose home page exists. */
  public static VerifySettings of(String host) {
    return new VerifySettings(
        new Address("http", host, 80),
        new Pages(List.of("/"), OK, Optional.empty(), Optional.empty()),
        Ports.NONE,
        Trust.ofJava(),
        Limits.DEFAULT);
  }

  /** Returns a copy with another host. */
  public VerifySettings withHost(String host) {
    return withAddress(new Address(address.scheme(), host, address.port()));
  }

  /** Returns a copy with another address. */
  public VerifySettings withAddress(Address other) {
    return new VerifySettings(other, pages, closed, trust, limits);
  }

  /** Returns a copy with other pages. */
  public VerifySettings withPages(Pages others) {
    return new VerifySettings(address, others, closed, trust, limits);
  }

  /** Returns a copy with other limits. */
  public VerifySettings withLimits(Limits others) {
    return new VerifySettings(address, pages, closed, trust, others);
  }
}
