package io.github.miragemaven.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets Java's trust manager check a server's certificate for Conscrypt.
 *
 * <p>In TLS 1.3 the cipher suite does not name the key exchange. Conscrypt then passes the
 * authentication type {@code GENERIC}, which Java rejects ("Unknown authType: GENERIC"); Java's own
 * TLS passes {@code UNKNOWN}.
 */
final class ConscryptTrust extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager java;

  ConscryptTrust(X509ExtendedTrustManager java) {
    this.java = java;
  }

  private static String javaName(String authType) {
    return authType.equals("GENERIC") ? "UNKNOWN" : authType;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    java.checkServerTrusted(chain, javaName(authType));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    java.checkServerTrusted(chain, javaName(authType), socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    java.checkServerTrusted(chain, javaName(authType), engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    java.checkClientTrusted(chain, javaName(authType));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    java.checkClientTrusted(chain, javaName(authType), socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    java.checkClientTrusted(chain, javaName(authType), engine);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return java.getAcceptedIssuers();
  }
}
