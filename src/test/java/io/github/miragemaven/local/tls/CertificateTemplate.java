package io.github.miragemaven.local.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A certificate to be issued (RFC 5280, section 4.1). The JDK has no API that issues certificates.
 *
 * @param commonName the subject's common name
 * @param key the subject's public key
 * @param notBefore the start of the validity period
 * @param notAfter the end of the validity period
 * @param hosts the subject alternative names of a server: DNS names or IPv4 addresses; none for a
 *     certificate authority
 */
record CertificateTemplate(
    String commonName, PublicKey key, Instant notBefore, Instant notAfter, List<String> hosts) {

  /** KeyUsage (RFC 5280, section 4.2.1.3): the number of unused bits, then the bits. */
  private static final byte[] DIGITAL_SIGNATURE = {7, (byte) 0x80};

  private static final byte[] KEY_CERT_SIGN = {2, 0x04};

  /**
   * Issues the certificate.
   *
   * @param issuerName the issuer's common name
   * @param issuerKey the issuer's private key, EC or RSA
   */
  X509Certificate issue(String issuerName, PrivateKey issuerKey) throws GeneralSecurityException {
    boolean rsa = issuerKey.getAlgorithm().equals("RSA");
    byte[] algorithm =
        rsa
            ? Der.sequence(Der.identifier("1.2.840.113549.1.1.11"), Der.nothing())
            : Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));
    byte[] content = content(issuerName, algorithm);
    Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
    signature.initSign(issuerKey);
    signature.update(content);
    byte[] encoded = Der.sequence(content, algorithm, Der.bits(signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
  }

  /** Returns the TBSCertificate. */
  private byte[] content(String issuerName, byte[] algorithm) {
    byte[] version3 = Der.tagged(0, true, Der.integer(BigInteger.TWO));
    byte[] serial = Der.integer(new BigInteger(64, new SecureRandom()).add(BigInteger.ONE));
    byte[] extensions = hosts.isEmpty() ? authorityExtensions() : serverExtensions();
    return Der.sequence(
        version3,
        serial,
        algorithm,
        name(issuerName),
        Der.sequence(Der.time(notBefore), Der.time(notAfter)),
        name(commonName),
        key.getEncoded(),
        Der.tagged(3, true, extensions));
  }

  private static byte[] name(String commonName) {
    return Der.sequence(Der.set(Der.sequence(Der.identifier("2.5.4.3"), Der.text(commonName))));
  }

  private static byte[] authorityExtensions() {
    byte[] isAuthority = Der.sequence(Der.yes());
    return Der.sequence(
        extension("2.5.29.19", true, isAuthority),
        extension("2.5.29.15", true, Der.bitString(KEY_CERT_SIGN)));
  }

  private byte[] serverExtensions() {
    byte[] serverAuth = Der.sequence(Der.identifier("1.3.6.1.5.5.7.3.1"));
    byte[] names =
        Der.sequence(hosts.stream().map(CertificateTemplate::generalName).toArray(byte[][]::new));
    return Der.sequence(
        extension("2.5.29.15", true, Der.bitString(DIGITAL_SIGNATURE)),
        extension("2.5.29.37", false, serverAuth),
        extension("2.5.29.17", false, names));
  }

  private static byte[] extension(String identifier, boolean critical, byte[] value) {
    return critical
        ? Der.sequence(Der.identifier(identifier), Der.yes(), Der.octets(value))
        : Der.sequence(Der.identifier(identifier), Der.octets(value));
  }

  /** Returns a dNSName or an iPAddress (RFC 5280, section 4.2.1.6). */
  private static byte[] generalName(String host) {
    if (!host.matches("[0-9.]+")) {
      return Der.tagged(2, false, host.getBytes(StandardCharsets.US_ASCII));
    }
    byte[] address = new byte[4];
    int[] parts = Stream.of(host.split("\\.")).mapToInt(Integer::parseInt).toArray();
    for (int i = 0; i < address.length; i++) {
      address[i] = (byte) parts[i];
    }
    return Der.tagged(7, false, address);
  }
}
