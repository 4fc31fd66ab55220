package io.github.miragemaven.tls;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.conscrypt.Conscrypt;

/**
 * Makes contexts for TLS. Conscrypt brings BoringSSL along for most machines, which encrypts with a
 * fraction of the processor time that Java's own TLS takes, above all before that is compiled.
 */
public final class TlsContexts {

  private static final String TLS = "TLS";

  /** From this version on Java warns of native code that was not allowed (JEP 472). */
  private static final int WARNING = 24;

  private static final Optional<Provider> NATIVE = find();

  private TlsContexts() {}

  /** With native code, where there is some for this machine; otherwise with Java's own. */
  public static SSLContext fastest(KeyManager[] keys, TrustManager[] trust) {
    return NATIVE
        .map(provider -> natively(provider, keys, trust))
        .orElseGet(() -> own(keys, trust));
  }

  /** With Java's own code. */
  static SSLContext own(KeyManager[] keys, TrustManager[] trust) {
    try {
      return initialized(SSLContext.getInstance(TLS), keys, trust);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has TLS", e);
    }
  }

  private static SSLContext natively(Provider provider, KeyManager[] keys, TrustManager[] trust) {
    try {
      return initialized(SSLContext.getInstance(TLS, provider), keys, trust);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Conscrypt has TLS", e);
    }
  }

  private static SSLContext initialized(SSLContext context, KeyManager[] keys, TrustManager[] trust)
      throws GeneralSecurityException {
    context.init(keys, trust, null);
    return context;
  }

  private static Optional<Provider> find() {
    try {
      return isNativeCodeWelcome() && Conscrypt.isAvailable()
          ? Optional.of(Conscrypt.newProviderBuilder().provideTrustManager(false).build())
          : Optional.empty();
    } catch (LinkageError | ReflectiveOperationException e) {
      // Such as a temporary directory from which nothing may be loaded.
      return Optional.empty();
    }
  }

  /** Maven's newer launchers allow it (MNG-8248); where it is not, a warning would be printed. */
  private static boolean isNativeCodeWelcome() throws ReflectiveOperationException {
    return Runtime.version().feature() < WARNING
        || (boolean)
            Module.class
                .getMethod("isNativeAccessEnabled") // Since Java 22.
                .invoke(Conscrypt.class.getModule());
  }
}
