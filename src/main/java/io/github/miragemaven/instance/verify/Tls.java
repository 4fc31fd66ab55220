package io.github.miragemaven.instance.verify;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.http.conn.ssl.DefaultHostnameVerifier;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;

/** TLS as in a browser: verifies the certificate and its host name. */
final class Tls {

  private Tls() {}

  static SSLConnectionSocketFactory sockets(Trust trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trustManager(trust)}, null);
      HostnameVerifier hostnames =
          trust.kind() == Trust.Kind.ANY
              ? NoopHostnameVerifier.INSTANCE
              : new DefaultHostnameVerifier();
      return new SSLConnectionSocketFactory(context, hostnames);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(
          "This JVM has no usable TLS implementation or trust store", e);
    }
  }

  private static ValidityCheck trustManager(Trust trust)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore javaDefault = null;
    factory.init(trust.kind() == Trust.Kind.CUSTOM ? trust.store() : javaDefault);
    X509ExtendedTrustManager delegate =
        Arrays.stream(factory.getTrustManagers())
            .filter(X509ExtendedTrustManager.class::isInstance)
            .map(X509ExtendedTrustManager.class::cast)
            .findFirst()
            .orElseThrow();
    return new ValidityCheck(delegate, trust.kind() == Trust.Kind.ANY);
  }

  /** Java does not check the validity dates of a certificate that is itself trusted. */
  private static final class ValidityCheck extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager delegate;
    private final boolean trustsAny;

    ValidityCheck(X509ExtendedTrustManager delegate, boolean trustsAny) {
      this.delegate = delegate;
      this.trustsAny = trustsAny;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      if (!trustsAny) {
        chain[0].checkValidity();
        delegate.checkServerTrusted(chain, type);
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      delegate.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      delegate.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      delegate.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return delegate.getAcceptedIssuers();
    }
  }
}
