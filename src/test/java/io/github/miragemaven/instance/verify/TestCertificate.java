package io.github.miragemaven.instance.verify;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A self-signed certificate created by the JDK's keytool, with its key.
 *
 * @param keys the key store with the certificate and its key
 * @param pem the PEM file of the certificate
 */
record TestCertificate(KeyStore keys, Path pem) {

  private static final String PASSWORD = "changeit";

  /**
   * Creates a certificate that is valid for ten days.
   *
   * @param name the DNS name that it is for
   * @param from the start of its validity in the format of keytool's {@code -startdate}, such as
   *     -10d
   */
  static TestCertificate of(Path directory, String name, String from) throws Exception {
    Path store = Files.createTempDirectory(directory, "key").resolve("key.p12");
    List<String> words =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool") + ""));
    words.addAll(
        List.of(
            ("-genkeypair -alias site -keyalg EC -dname CN=site -validity 10 -startdate %s"
                    + " -ext san=dns:%s -storetype PKCS12 -storepass %s -keystore %s")
                .formatted(from, name, PASSWORD, store)
                .split(" ")));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(output);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream input = Files.newInputStream(store)) {
      keys.load(input, PASSWORD.toCharArray());
    }
    return new TestCertificate(keys, written(keys.getCertificate("site"), store));
  }

  private static Path written(Certificate certificate, Path store) throws Exception {
    String base64 = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
    return Files.writeString(
        store.resolveSibling("certificate.pem"),
        "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
  }

  /** Server sockets that use this certificate. */
  ServerSocketFactory sockets() throws Exception {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }
}
