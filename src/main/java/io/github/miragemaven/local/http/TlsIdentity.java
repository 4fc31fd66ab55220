package io.github.miragemaven.local.http;

import io.github.miragemaven.tls.TlsContexts;
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
import java.time.Instant;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** A server's key and certificate, kept in a file, and what its clients need to trust it. */
public final class TlsIdentity {

  private static final String ALIAS = "local-region";

  /** Guards nothing that the file's own permissions do not; PKCS #12 wants one. */
  private static final char[] PASSWORD = "local-region".toCharArray();

  private final KeyStore store;

  private TlsIdentity(KeyStore store) {
    this.store = store;
  }

  /** Makes a new identity, valid for ten years. */
  public static TlsIdentity create() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair key = generator.generateKeyPair();
      Certificate[] chain = {LoopbackCertificate.selfSigned(key, Instant.now())};
      KeyStore store = emptyStore();
      store.setKeyEntry(ALIAS, key.getPrivate(), PASSWORD, chain);
      return new TlsIdentity(store);
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError("Every Java platform has elliptic-curve keys and PKCS #12", e);
    }
  }

  /** Reads an identity that {@link #writeTo} has written. */
  public static TlsIdentity readFrom(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD);
      if (!store.isKeyEntry(ALIAS)) {
        throw new IOException(file + " holds no key named " + ALIAS);
      }
      return new TlsIdentity(store);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " is not a PKCS #12 key store", e);
    }
  }

  /** Writes the identity to a file, which holds its private key. */
  public void writeTo(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    } catch (GeneralSecurityException e) {
      throw new IOException("Cannot write " + file, e);
    }
  }

  /** What a server presents itself with, and to whomever it likes. */
  public SSLContext serverContext() {
    return TlsContexts.fastest(keyManagers(), new TrustManager[0]);
  }

  /** The key and the certificate. */
  public KeyManager[] keyManagers() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      return keys.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("A key that was just read can be used", e);
    }
  }

  /** Trusts this certificate and no other. */
  public X509TrustManager trustManager() {
    try {
      KeyStore trusted = emptyStore();
      trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
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
