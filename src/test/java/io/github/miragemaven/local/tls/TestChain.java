package io.github.miragemaven.local.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server's certificate chain, issued for a test. */
public final class TestChain {

  private static final char[] PASSWORD = "password".toCharArray();

  private final X509Certificate root;
  private final List<X509Certificate> chain = new ArrayList<>();
  private final KeyPair server;

  private TestChain(String algorithm, boolean intermediate, String host, Duration validFor)
      throws GeneralSecurityException {
    Instant from = Instant.now().minus(Duration.ofDays(2));
    Instant until = Instant.now().plus(Duration.ofDays(2));
    KeyPair rootKey = newKey(algorithm);
    this.root =
        new CertificateTemplate("root", rootKey.getPublic(), from, until, List.of())
            .issue("root", rootKey.getPrivate());
    this.server = newKey(algorithm);
    CertificateTemplate leaf =
        new CertificateTemplate(
            "server", server.getPublic(), from, from.plus(validFor), List.of(host));
    if (intermediate) {
      KeyPair issuer = newKey(algorithm);
      chain.add(leaf.issue("intermediate", issuer.getPrivate()));
      chain.add(
          new CertificateTemplate("intermediate", issuer.getPublic(), from, until, List.of())
              .issue("root", rootKey.getPrivate()));
    } else {
      chain.add(leaf.issue("root", rootKey.getPrivate()));
    }
  }

  /** Issues a chain whose keys have this algorithm, {@code EC} or {@code RSA}. */
  public static TestChain of(String algorithm) throws GeneralSecurityException {
    return new TestChain(algorithm, false, "127.0.0.1", Duration.ofDays(4));
  }

  /** Issues a chain with an intermediate certificate. */
  public static TestChain withIntermediate(String algorithm) throws GeneralSecurityException {
    return new TestChain(algorithm, true, "127.0.0.1", Duration.ofDays(4));
  }

  /** Issues a certificate that expired yesterday. */
  public static TestChain expired() throws GeneralSecurityException {
    return new TestChain("EC", false, "127.0.0.1", Duration.ofDays(1));
  }

  /** Issues a certificate for another host. */
  public static TestChain forHost(String host) throws GeneralSecurityException {
    return new TestChain("EC", false, host, Duration.ofDays(4));
  }

  private static KeyPair newKey(String algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
    return generator.generateKeyPair();
  }

  /** Creates the TLS context of a server that presents the chain, with Java's own TLS. */
  public SSLContext serverContext() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setKeyEntry(
        "server", server.getPrivate(), PASSWORD, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** Writes a trust store without a password that holds only the root certificate. */
  public Path writeTrustStore(Path file) throws GeneralSecurityException, IOException {
    return writeTrustStore(file, root);
  }

  /** Writes a trust store without a password that holds one certificate. */
  public static Path writeTrustStore(Path file, X509Certificate trusted)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    store.setCertificateEntry("root", trusted);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
    return file;
  }
}
