package io.github.miragemaven.local.http;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * A self-signed certificate for {@code 127.0.0.1} and {@code localhost} (RFC 5280, section 4.1).
 * The JDK has no interface that makes one.
 */
final class LoopbackCertificate {

  private static final byte[] ECDSA_WITH_SHA256 =
      Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));
  private static final Duration VALIDITY = Duration.ofDays(3650);

  private LoopbackCertificate() {}

  /** A certificate for an elliptic-curve key, valid from a day before {@code now}. */
  static X509Certificate selfSigned(KeyPair key, Instant now) throws GeneralSecurityException {
    byte[] content = content(key, now);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key.getPrivate());
    signature.update(content);
    byte[] encoded = Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
  }

  /** The TBSCertificate. */
  private static byte[] content(KeyPair key, Instant now) {
    byte[] version3 = Der.tagged(0, true, Der.integer(BigInteger.TWO));
    byte[] serial = Der.integer(new BigInteger(64, new SecureRandom()).add(BigInteger.ONE));
    byte[] commonName =
        Der.sequence(Der.identifier("2.5.4.3"), Der.text("mirage-maven-plugin local region"));
    byte[] name = Der.sequence(Der.set(commonName));
    byte[] validity =
        Der.sequence(Der.time(now.minus(Duration.ofDays(1))), Der.time(now.plus(VALIDITY)));
    return Der.sequence(
        version3,
        serial,
        ECDSA_WITH_SHA256,
        name,
        validity,
        name,
        key.getPublic().getEncoded(),
        Der.tagged(3, true, Der.sequence(basicConstraints(), subjectAlternativeNames())));
  }

  /** Says that the certificate may stand at the end of its own chain. */
  private static byte[] basicConstraints() {
    return Der.sequence(
        Der.identifier("2.5.29.19"), Der.yes(), Der.octets(Der.sequence(Der.yes())));
  }

  private static byte[] subjectAlternativeNames() {
    byte[] dnsName = Der.tagged(2, false, new byte[] {'l', 'o', 'c', 'a', 'l', 'h', 'o', 's', 't'});
    byte[] ipAddress = Der.tagged(7, false, new byte[] {127, 0, 0, 1});
    return Der.sequence(Der.identifier("2.5.29.17"), Der.octets(Der.sequence(dnsName, ipAddress)));
  }
}
