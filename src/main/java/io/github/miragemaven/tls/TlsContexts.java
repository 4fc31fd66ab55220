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

  /**
   * With native code, where there is some for this machine; otherwise with Java's own.
   *
   * @param keys what is presented; none for a client that presents nothing
   * @param trust who is trusted; none for a server, which no one presents anything to
   */
  public static SSLContext fastest(KeyManager[] keys, TrustManager[] trust) {
    return context(NATIVE, keys, trust);
  }

  /** With Java's own code. */
  static SSLContext own(KeyManager[] keys, TrustManager[] trust) {
    return context(Optional.empty(), keys, trust);
  }

  private static SSLContext context(
      Optional<Provider> provider, KeyManager[] keys, TrustManager[] trust) {
    try {
      SSLContext context =
          provider.isPresent()
              ? SSLContext.getInstance(TLS, provider.get())
              : SSLContext.getInstance(TLS);
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has TLS, and so has Conscrypt", e);
    }
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
