package io.github.miragemaven.local.tls;

import io.github.miragemaven.tls.TlsContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final String SERVER_NAME = "mirage-maven-plugin local region";
  private static final String SERVER_HOSTS = "san=dns:localhost,ip:127.0.0.1";
  private static final String VALID_DAYS = "3650";

  /** PKCS #12 requires a password; the file's permissions protect the key. */
  private static final char[] PASSWORD = "local-region".toCharArray();

  private static final String PASSWORD_VARIABLE = "PASSWORD";

  private final KeyStore store;

  private TlsIdentity(KeyStore store) {
    this.store = store;
  }

  /**
   * Creates an identity for {@code 127.0.0.1} and {@code localhost} that is valid for ten years,
   * with the JDK's keytool.
   */
  public static TlsIdentity create() throws IOException {
    // Only the user can read a temporary directory, on file systems with owners.
    Path directory = Files.createTempDirectory("mirage-keys");
    Path file = directory.resolve("keys.p12");
    try {
      return createWith(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(directory);
    }
  }

  private static TlsIdentity createWith(Path file) throws IOException {
    generate(file, AUTHORITY, AUTHORITY_NAME, "-ext", "bc:critical=ca:true");
    generate(file, SERVER, SERVER_NAME, "-signer", AUTHORITY, "-ext", SERVER_HOSTS);
    try {
      KeyStore created = read(file);
      KeyStore store = emptyStore();
      store.setCertificateEntry(AUTHORITY, created.getCertificate(AUTHORITY));
      store.setKeyEntry(
          SERVER,
          created.getKey(SERVER, PASSWORD),
          PASSWORD,
          new Certificate[] {created.getCertificate(SERVER)});
      return new TlsIdentity(store);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("Every Java platform reads what its keytool wrote", e);
    }
  }

  /** Adds a key and its certificate to a key store, which is created if it is missing. */
  private static void generate(Path file, String alias, String name, String... options)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-startdate",
                "-1d",
                "-validity",
                VALID_DAYS,
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass:env",
                PASSWORD_VARIABLE));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put(PASSWORD_VARIABLE, new String(PASSWORD));
    Process keytool = builder.start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (keytool.waitFor() != 0) {
        throw new IOException("keytool failed: " + output.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The creation of a certificate was interrupted");
    }
  }

  /** Reads an identity that {@link #writeTo} wrote. */
  public static TlsIdentity readFrom(Path file) throws IOException {
    try {
      KeyStore store = read(file);
      if (!store.isKeyEntry(SERVER) || !store.isCertificateEntry(AUTHORITY)) {
        throw new IOException(file + " lacks the key or the certificate authority");
      }
      return new TlsIdentity(store);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " is not a PKCS #12 key store", e);
    }
  }

  private static KeyStore read(Path file) throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD);
      return store;
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
