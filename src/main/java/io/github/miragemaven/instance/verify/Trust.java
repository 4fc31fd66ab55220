package io.github.miragemaven.instance.verify;

import io.github.miragemaven.failure.UserFailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;

/**
 * Trusted certificates of sites.
 *
 * @param kind the kind of trust
 * @param certificates the trusted certificates, for {@link Kind#CUSTOM}
 */
public record Trust(Kind kind, List<Certificate> certificates) {

  /** Kinds of trust. */
  public enum Kind {
    /** Java's default CAs. */
    JAVA,
    /** The user's own certificates. */
    CUSTOM,
    /** No verification: every certificate is accepted for every name. */
    ANY
  }

  /** Copies the certificates. */
  public Trust {
    certificates = List.copyOf(certificates);
  }

  /** Trusts Java's default CAs. */
  public static Trust ofJava() {
    return new Trust(Kind.JAVA, List.of());
  }

  /** Trusts every certificate. */
  public static Trust insecure() {
    return new Trust(Kind.ANY, List.of());
  }

  /**
   * Trusts the certificates in a PEM file, and those that they have signed.
   *
   * @throws UserFailureException if the file has none
   */
  public static Trust in(Path pem) throws UserFailureException {
    try (InputStream input = Files.newInputStream(pem)) {
      Collection<? extends Certificate> read =
          CertificateFactory.getInstance("X.509").generateCertificates(input);
      if (!read.isEmpty()) {
        return new Trust(Kind.CUSTOM, List.copyOf(read));
      }
      throw new UserFailureException(unreadable(pem, "the file is empty"));
    } catch (CertificateException e) {
      throw new UserFailureException(unreadable(pem, "the file contains no PEM certificate"), e);
    } catch (IOException e) {
      throw new UserFailureException(unreadable(pem, "the file cannot be read"), e);
    }
  }

  private static String unreadable(Path pem, String reason) {
    return "mirage.verify.trust is %s, but %s.%nSet it to a PEM file with certificates (-----BEGIN CERTIFICATE-----), or to insecure to trust any certificate."
        .formatted(pem, reason);
  }

  /** Returns the certificates as a key store. */
  KeyStore store() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry(Integer.toString(i), certificates.get(i));
    }
    return store;
  }
}
