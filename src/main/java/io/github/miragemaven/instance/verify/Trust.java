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
 * Which certificates of sites are trusted.
 *
 * @param kind by whom
 * @param certificates those that are trusted, for {@link Kind#THESE}
 */
public record Trust(Kind kind, List<Certificate> certificates) {

  /** Who says what is trusted. */
  public enum Kind {
    /** Java's own list of authorities. */
    JAVA,
    /** The user, who names certificates. */
    THESE,
    /** No one: every certificate will do, for every name. */
    ANY
  }

  /** Copies the certificates. */
  public Trust {
    certificates = List.copyOf(certificates);
  }

  /** What Java trusts. */
  public static Trust ofJava() {
    return new Trust(Kind.JAVA, List.of());
  }

  /** Everything. */
  public static Trust insecure() {
    return new Trust(Kind.ANY, List.of());
  }

  /**
   * The certificates in a PEM file, and what they have signed.
   *
   * @throws UserFailureException if there are none
   */
  public static Trust in(Path pem) throws UserFailureException {
    try (InputStream input = Files.newInputStream(pem)) {
      Collection<? extends Certificate> read =
          CertificateFactory.getInstance("X.509").generateCertificates(input);
      if (!read.isEmpty()) {
        return new Trust(Kind.THESE, List.copyOf(read));
      }
      throw new UserFailureException(unreadable(pem, "it is empty"));
    } catch (CertificateException e) {
      throw new UserFailureException(unreadable(pem, "it holds no certificate in PEM form"), e);
    } catch (IOException e) {
      throw new UserFailureException(unreadable(pem, "it cannot be read"), e);
    }
  }

  private static String unreadable(Path pem, String why) {
    return "mirage.verify.trust names %s, and %s.%nName a file of certificates that begin with -----BEGIN CERTIFICATE-----, or say insecure to trust any."
        .formatted(pem, why);
  }

  /** These certificates, as Java keeps them. */
  KeyStore store() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry(Integer.toString(i), certificates.get(i));
    }
    return store;
  }
}
