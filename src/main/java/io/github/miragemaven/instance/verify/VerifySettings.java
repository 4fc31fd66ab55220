package io.github.miragemaven.instance.verify;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a site has to answer.
 *
 * @param host its DNS name, or an address (RFC 3986's brackets around an IPv6 one are optional)
 * @param scheme {@code http} or {@code https}
 * @param port the port it is served on
 * @param paths the paths that are asked for, each with a slash in front, and a query if it has one
 * @param status the HTTP status that each must have
 * @param text what each page must contain
 * @param site the directory of the finished site, whose pages must be the ones that are served;
 *     counts where the status is 200
 * @param closed the ports that must be closed; the site's own is not among them
 * @param trust which certificates are trusted
 * @param limits how long is waited
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

  /** Copies the lists, and takes the site's own port from those that must be closed. */
  public VerifySettings {
    paths = List.copyOf(paths);
    closed = closed.without(port);
    host = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** A site on port 80 whose front page is there. */
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

  /** The same, of another host. */
  public VerifySettings at(String anotherHost) {
    return new VerifySettings(
        anotherHost, scheme, port, paths, status, text, site, closed, trust, limits);
  }

  /** The same, on that port. */
  public VerifySettings on(String anotherScheme, int anotherPort) {
    return new VerifySettings(
        host, anotherScheme, anotherPort, paths, status, text, site, closed, trust, limits);
  }

  /** The same, for these paths. */
  public VerifySettings asking(List<String> others) {
    return new VerifySettings(
        host, scheme, port, others, status, text, site, closed, trust, limits);
  }

  /** The same, with this status and this text. */
  public VerifySettings expecting(int anotherStatus, Optional<String> anotherText) {
    return new VerifySettings(
        host, scheme, port, paths, anotherStatus, anotherText, site, closed, trust, limits);
  }

  /** The same, with the pages of this site. */
  public VerifySettings serving(Path directory) {
    return new VerifySettings(
        host, scheme, port, paths, status, text, Optional.of(directory), closed, trust, limits);
  }

  /** The same, with these ports closed. */
  public VerifySettings closing(Ports ports) {
    return new VerifySettings(host, scheme, port, paths, status, text, site, ports, trust, limits);
  }

  /** The same, trusting these certificates. */
  public VerifySettings trusting(Trust others) {
    return new VerifySettings(
        host, scheme, port, paths, status, text, site, closed, others, limits);
  }

  /** The same, waiting so long. */
  public VerifySettings within(Limits others) {
    return new VerifySettings(host, scheme, port, paths, status, text, site, closed, trust, others);
  }

  /** The site's address, without a path. */
  String origin() {
    boolean usual = port == (scheme.equals("https") ? 443 : 80);
    String authority = host.contains(":") ? "[" + host + "]" : host;
    return scheme + "://" + authority + (usual ? "" : ":" + port);
  }

  /** The directory that the pages must be those of, where that counts. */
  Optional<Path> comparedSite() {
    return site.filter(directory -> status == OK);
  }
}
