package io.github.miragemaven.aws;

import io.github.miragemaven.tls.TlsContexts;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SystemPropertyTlsKeyManagersProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;

/**
 * HTTP clients that keep a connection for each request in flight.
 *
 * <p>Of the SDK's clients the one on {@code HttpURLConnection} keeps five connections to a host and
 * makes new ones for the others, and the native one needs 19 MB more and no less CPU.
 */
final class HttpClients {

  /** Beside the blocks, a few other calls are under way. */
  private static final int OTHER_CALLS = 8;

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Silence for so long means that no answer will come. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /** A client that presents no certificate. */
  private static final KeyManager[] NOTHING = new KeyManager[0];

  private HttpClients() {}

  static HttpAccess of(AwsSettings settings) {
    ApacheHttpClient.Builder client = client(settings.connections());
    settings.proxy().ifPresent(proxy -> client.proxyConfiguration(configuration(proxy)));
    boolean direct = settings.proxy().isEmpty() && !isProxySet("http") && !isProxySet("https");
    return new HttpAccess(
        client.build(), direct ? Optional.of(HttpClients::bySystemProperties) : Optional.empty());
  }

  /** Whether the system properties or the environment name a proxy, which the SDK goes through. */
  private static boolean isProxySet(String scheme) {
    return ProxyConfiguration.builder().scheme(scheme).build().host() != null;
  }

  static HttpAccess onLoopback(int connections, X509TrustManager trusted) {
    SdkHttpClient client =
        client(connections)
            .proxyConfiguration(
                ProxyConfiguration.builder()
                    .useSystemPropertyValues(false)
                    .useEnvironmentVariableValues(false)
                    .build())
            .tlsTrustManagersProvider(() -> new TrustManager[] {trusted})
            .build();
    return new HttpAccess(
        client, Optional.of(() -> TlsContexts.fastest(NOTHING, new TrustManager[] {trusted})));
  }

  /**
   * What the system properties name, such as {@code javax.net.ssl.trustStore}, as the SDK has it.
   */
  private static SSLContext bySystemProperties() {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init((KeyStore) null);
      return TlsContexts.fastest(
          Optional.ofNullable(SystemPropertyTlsKeyManagersProvider.create().keyManagers())
              .orElse(NOTHING),
          trust.getTrustManagers());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The trust store cannot be read: " + e.getMessage(), e);
    }
  }

  private static ApacheHttpClient.Builder client(int connections) {
    return ApacheHttpClient.builder()
        .maxConnections(connections + OTHER_CALLS)
        .connectionTimeout(CONNECT)
        .socketTimeout(SILENCE)
        .expectContinueEnabled(false);
  }

  /** As the SDK wants it. Names of hosts are the same in upper and lower case. */
  private static String regex(String host) {
    return Stream.of(host.split("\\*", -1))
        .map(part -> part.isEmpty() ? "" : Pattern.quote(part))
        .collect(Collectors.joining(".*", "(?i)", ""));
  }

  private static ProxyConfiguration configuration(ProxySettings proxy) {
    ProxyConfiguration.Builder configuration =
        ProxyConfiguration.builder()
            .endpoint(proxy.endpoint())
            .nonProxyHosts(
                proxy.nonProxyHosts().stream().map(HttpClients::regex).collect(Collectors.toSet()))
            .useSystemPropertyValues(false)
            .useEnvironmentVariableValues(false);
    proxy.username().ifPresent(configuration::username);
    proxy.password().ifPresent(configuration::password);
    return configuration.build();
  }
}
