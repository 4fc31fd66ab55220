package io.github.miragemaven.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Makes Java's default trust manager record which TLS implementation asks it, until it is closed.
 */
public final class RecordingTrust implements AutoCloseable {

  private static final String ALGORITHM = "ssl.TrustManagerFactory.algorithm";
  private static final Set<String> PACKAGES = new ConcurrentSkipListSet<>();

  private final String usual = Security.getProperty(ALGORITHM);

  private RecordingTrust() {}

  /** Replaces Java's default trust manager by a recording one that makes the same decisions. */
  public static RecordingTrust install() {
    PACKAGES.clear();
    RecordingTrust trust = new RecordingTrust();
    Security.addProvider(new RecordingProvider());
    Security.setProperty(ALGORITHM, RecordingProvider.NAME);
    return trust;
  }

  /** Returns the packages of the sockets and engines that had a server's certificate checked. */
  public Set<String> socketPackages() {
    return PACKAGES;
  }

  @Override
  public void close() {
    Security.setProperty(ALGORITHM, usual);
    Security.removeProvider(RecordingProvider.NAME);
  }

  private static final class RecordingProvider extends Provider {

    private static final String NAME = "Recording";
    private static final long serialVersionUID = 1L;

    RecordingProvider() {
      super(NAME, "1", "Records the users of Java's trust manager");
      put("TrustManagerFactory." + NAME, Factory.class.getName());
    }
  }

  /** Wraps the trust managers of Java's PKIX factory. Java's security framework creates it. */
  public static final class Factory extends TrustManagerFactorySpi {

    private final TrustManagerFactory java;

    /** Looks up Java's factory. */
    public Factory() throws GeneralSecurityException {
      this.java = TrustManagerFactory.getInstance("PKIX");
    }

    @Override
    protected void engineInit(KeyStore store) throws java.security.KeyStoreException {
      java.init(store);
    }

    @Override
    protected void engineInit(ManagerFactoryParameters parameters)
        throws java.security.InvalidAlgorithmParameterException {
      java.init(parameters);
    }

    @Override
    protected TrustManager[] engineGetTrustManagers() {
      return Stream.of(java.getTrustManagers())
          .map(manager -> new Recording((X509ExtendedTrustManager) manager))
          .toArray(TrustManager[]::new);
    }
  }

  private static final class Recording extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager java;

    Recording(X509ExtendedTrustManager java) {
      this.java = java;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      PACKAGES.add(socket.getClass().getPackageName());
      java.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      PACKAGES.add(engine.getClass().getPackageName());
      java.checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      PACKAGES.add("unknown");
      java.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      java.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      java.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      java.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return java.getAcceptedIssuers();
    }
  }
}
