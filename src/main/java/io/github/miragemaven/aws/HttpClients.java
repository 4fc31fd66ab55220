package io.github.miragemaven.aws;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.tls.TlsContext;
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
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SystemPropertyTlsKeyManagersProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;

/**
 * Creates the SDK's Apache HTTP client, which keeps one connection for each request in flight. The
 * SDK's client on {@code HttpURLConnection} keeps only five connections to a host.
 */
final class HttpClients {

  /** Connections for calls that run beside the block transfers. */
  private static final int OTHER_CALLS = 8;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);

  private static final KeyManager[] NO_CLIENT_CERTIFICATE = new KeyManager[0];

  private HttpClients() {}

  /**
   * Creates a client for AWS's endpoints. It honors {@code javax.net.ssl.trustStore} and the other
   * system properties of that family.
   */
  static SdkHttpClient of(AwsSettings settings) throws EnvironmentFailureException {
    ApacheHttpClient.Builder client = client(settings.connections(), systemTls());
    settings.proxy().ifPresent(proxy -> client.proxyConfiguration(configuration(proxy)));
    return client.build();
  }

  /** Creates a client for a server on this machine. It never uses a proxy. */
  static SdkHttpClient onLoopback(int connections, X509TrustManager trusted) {
    return client(
            connections, TlsContext.client(NO_CLIENT_CERTIFICATE, new TrustManager[] {trusted}))
        .proxyConfiguration(
            ProxyConfiguration.builder()
                .useSystemPropertyValues(false)
                .useEnvironmentVariableValues(false)
                .build())
        .build();
  }

  private static SSLContext systemTls() throws EnvironmentFailureException {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init((KeyStore) null);
      KeyManager[] keys =
          Optional.ofNullable(SystemPropertyTlsKeyManagersProvider.create().keyManagers())
              .orElse(NO_CLIENT_CERTIFICATE);
      return TlsContext.client(keys, trust.getTrustManagers());
    } catch (GeneralSecurityException e) {
      throw new EnvironmentFailureException(
          "Cannot read the trust store of Java: %s.%nCorrect the system property javax.net.ssl.trustStore, or remove it."
              .formatted(e.getMessage()),
          e);
    }
  }

  private static ApacheHttpClient.Builder client(int connections, SSLContext tls) {
    return ApacheHttpClient.builder()
        .maxConnections(connections + OTHER_CALLS)
        .connectionTimeout(CONNECT_TIMEOUT)
        .socketTimeout(SOCKET_TIMEOUT)
        .expectContinueEnabled(false)
        .socketFactory(new SSLConnectionSocketFactory(tls));
  }

  /** Converts a host pattern with {@code *} to the regular expression that the SDK expects. */
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
