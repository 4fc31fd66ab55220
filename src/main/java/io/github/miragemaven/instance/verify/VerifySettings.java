package io.github.miragemaven.instance.verify;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The expected site.
 *
 * @param host its DNS name or IP address (the brackets of RFC 3986 around an IPv6 address are
 *     optional)
 * @param scheme {@code http} or {@code https}
 * @param port the site's port
 * @param paths the paths to request, each with a leading slash and optionally a query
 * @param status the expected HTTP status of each page
 * @param text the text that each page must contain
 * @param site the directory of the generated site, to compare the pages with if the status is 200
 * @param closed the ports that must be closed, without the site's own
 * @param trust the trusted certificates
 * @param limits timeouts and retries
 */
public record VerifySettings(
    String host,
    String scheme,
    int port,
    List<String> paths,
    int status,
    Optional<String> text,
    Optional<Path> site,
    Ports closed,
    Trust trust,
    Limits limits) {

  private static final int OK = 200;

  /** Copies the lists, and removes the site's own port from the closed ones. */
  public VerifySettings {
    paths = List.copyOf(paths);
    closed = closed.without(port);
    host = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** A site on port 80 whose home page exists. */
  public static VerifySettings of(String host) {
    return new VerifySettings(
        host,
        "http",
        80,
        List.of("/"),
        OK,
        Optional.empty(),
        Optional.empty(),
        Ports.NONE,
        Trust.ofJava(),
        Limits.DEFAULT);
  }

  /** Returns a copy with another host. */
  public VerifySettings at(String anotherHost) {
    return new VerifySettings(
        anotherHost, scheme, port, paths, status, text, site, closed, trust, limits);
  }

  /** Returns a copy with another scheme and port. */
  public VerifySettings on(String anotherScheme, int anotherPort) {
    return new VerifySettings(
        host, anotherScheme, anotherPort, paths, status, text, site, closed, trust, limits);
  }

  /** Returns a copy with these paths. */
  public VerifySettings asking(List<String> others) {
    return new VerifySettings(
        host, scheme, port, others, status, text, site, closed, trust, limits);
  }

  /** Returns a copy with this status and text. */
  public VerifySettings expecting(int anotherStatus, Optional<String> anotherText) {
    return new VerifySettings(
        host, scheme, port, paths, anotherStatus, anotherText, site, closed, trust, limits);
  }

  /** Returns a copy that compares the pages with this directory. */
  public VerifySettings serving(Path directory) {
    return new VerifySettings(
        host, scheme, port, paths, status, text, Optional.of(directory), closed, trust, limits);
  }

  /** Returns a copy with these closed ports. */
  public VerifySettings closing(Ports ports) {
    return new VerifySettings(host, scheme, port, paths, status, text, site, ports, trust, limits);
  }

  /** Returns a copy with other trusted certificates. */
  public VerifySettings trusting(Trust others) {
    return new VerifySettings(
        host, scheme, port, paths, status, text, site, closed, others, limits);
  }

  /** Returns a copy with other limits. */
  public VerifySettings within(Limits others) {
    return new VerifySettings(host, scheme, port, paths, status, text, site, closed, trust, others);
  }

  /** The site's URL without a path. */
  String origin() {
    boolean usual = port == (scheme.equals("https") ? 443 : 80);
    String authority = host.contains(":") ? "[" + host + "]" : host;
    return scheme + "://" + authority + (usual ? "" : ":" + port);
  }

  /** The directory to compare the pages with, if they are compared. */
  Optional<Path> comparedSite() {
    return site.filter(directory -> status == OK);
  }
}
