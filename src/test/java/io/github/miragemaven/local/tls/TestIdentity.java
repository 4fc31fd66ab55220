package io.github.miragemaven.local.tls;

import io.github.miragemaven.local.state.DirectoryLock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * Creates the identity of a region's server within the test's process, which is faster than with
 * keytool. Beside it lies the certificate authority in PEM (RFC 7468), for clients in other
 * languages.
 */
public final class TestIdentity {

  private static final String NAME = "test authority";
  private static final char[] PASSWORD = "local-region".toCharArray();

  private TestIdentity() {}

  /** Writes an identity into a directory of regions unless it has one. */
  public static void writeTo(Path directory) throws IOException {
    Path file = directory.resolve("tls.p12");
    Files.createDirectories(directory);
    new DirectoryLock(directory.resolve("lock"))
        .hold(() -> Files.exists(file) ? file : create(directory, file));
  }

  private static Path create(Path directory, Path file) throws IOException {
    try {
      KeyPair authority = newKey();
      X509Certificate trusted =
          template(NAME, authority, List.of()).issue(NAME, authority.getPrivate());
      KeyPair server = newKey();
      X509Certificate certificate =
          template("local region", server, List.of("localhost", "127.0.0.1"))
              .issue(NAME, authority.getPrivate());
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, PASSWORD);
      store.setCertificateEntry("authority", trusted);
      store.setKeyEntry(
          "server", server.getPrivate(), PASSWORD, new X509Certificate[] {certificate});
      Files.writeString(directory.resolve("ca.pem"), pem(trusted.getEncoded()));
      Path draft = Files.createTempFile(directory, "", ".draft");
      try (OutputStream out = Files.newOutputStream(draft)) {
        store.store(out, PASSWORD);
      }
      return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("Every Java platform has elliptic-curve keys and PKCS #12", e);
    }
  }

  private static CertificateTemplate template(String name, KeyPair key, List<String> hosts) {
    Instant from = Instant.now().minus(Duration.ofDays(1));
    return new CertificateTemplate(
        name, key.getPublic(), from, from.plus(Duration.ofDays(30)), hosts);
  }

  private static KeyPair newKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static String pem(byte[] encoded) {
    return "-----BEGIN CERTIFICATE-----%n%s%n-----END CERTIFICATE-----%n"
        .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded));
  }
}
