package io.github.miragemaven.local.tls;

import io.github.miragemaven.tls.TlsContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * A server's key, its certificate and the certificate authority that issued it, as for AWS's
 * endpoints: the client trusts the authority and not the certificate itself. The authority's
 * private key is discarded when the certificate has been issued.
 */
public final class TlsIdentity {

  private static final String SERVER = "server";
  private static final String AUTHORITY = "authority";
  private static final String AUTHORITY_NAME = "mirage-maven-plugin local region CA";
  private static final Duration VALIDITY = Duration.ofDays(3650);

  /** PKCS #12 requires a password; the file's permissions protect the key. */
  private static final char[] PASSWORD = "local-region".toCharArray();

  private final KeyStore store;

  private TlsIdentity(KeyStore store) {
    this.store = store;
  }

  /**
   * Creates an identity for {@code 127.0.0.1} and {@code localhost} that is valid for ten years.
   */
  public static TlsIdentity create() {
    try {
      Instant from = Instant.now().minus(Duration.ofDays(1));
      Instant until = from.plus(VALIDITY);
      KeyPair authority = newKey();
      KeyPair server = newKey();
      KeyStore store = emptyStore();
      store.setCertificateEntry(
          AUTHORITY,
          new CertificateTemplate(AUTHORITY_NAME, authority.getPublic(), from, until, List.of())
              .issue(AUTHORITY_NAME, authority.getPrivate()));
      Certificate certificate =
          new CertificateTemplate(
                  "mirage-maven-plugin local region",
                  server.getPublic(),
                  from,
                  until,
                  List.of("localhost", "127.0.0.1"))
              .issue(AUTHORITY_NAME, authority.getPrivate());
      store.setKeyEntry(SERVER, server.getPrivate(), PASSWORD, new Certificate[] {certificate});
      return new TlsIdentity(store);
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError("Every Java platform has elliptic-curve keys and PKCS #12", e);
    }
  }

  private static KeyPair newKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /** Reads an identity that {@link #writeTo} wrote. */
  public static TlsIdentity readFrom(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD);
      if (!store.isKeyEntry(SERVER) || !store.isCertificateEntry(AUTHORITY)) {
        throw new IOException(file + " lacks the key or the certificate authority");
      }
      return new TlsIdentity(store);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " is not a PKCS #12 key store", e);
    }
  }

  /** Writes the identity, with its private key, to a file. */
  public void writeTo(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    } catch (GeneralSecurityException e) {
      throw new IOException("Cannot write " + file, e);
    }
  }

  /** Creates the server's TLS context. */
  public SSLContext serverContext() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      return TlsContext.server(keys.getKeyManagers());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("A key that was just read can be used", e);
    }
  }

  /** Returns the certificate authority in PEM (RFC 7468), for the AWS CLI and other clients. */
  public String authorityPem() {
    try {
      byte[] encoded = store.getCertificate(AUTHORITY).getEncoded();
      return "-----BEGIN CERTIFICATE-----%n%s%n-----END CERTIFICATE-----%n"
          .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("A certificate that was just read can be encoded", e);
    }
  }

  /** Creates a trust manager that trusts the certificate authority and no other. */
  public X509TrustManager trustManager() {
    try {
      KeyStore trusted = emptyStore();
      trusted.setCertificateEntry(AUTHORITY, store.getCertificate(AUTHORITY));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      return Arrays.stream(trust.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .map(X509TrustManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError("A certificate that was just read can be trusted", e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    return store;
  }
}
