package io.github.miragemaven.tls;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.conscrypt.Conscrypt;

/**
 * Creates TLS contexts. Where Conscrypt has native code (BoringSSL) for this machine, they use it:
 * it encrypts with a fraction of the CPU time of Java's own TLS, above all in a JVM that has just
 * started. Certificates are checked by Java's trust managers either way.
 */
public final class TlsContext {

  private static final String TLS = "TLS";

  /** Since this version Java warns about native code that was not enabled (JEP 472). */
  private static final int NATIVE_ACCESS_WARNING = 24;

  private static final Optional<Provider> NATIVE = findNative();

  private TlsContext() {}

  /** Tells whether contexts use native code. */
  public static boolean isNative() {
    return NATIVE.isPresent();
  }

  /**
   * Creates a context for clients.
   *
   * @param keys the client certificates to present; none for no client authentication
   * @param trust the managers that decide which servers are trusted
   */
  public static SSLContext client(KeyManager[] keys, TrustManager[] trust) {
    return create(keys, NATIVE.isPresent() ? forConscrypt(trust) : trust);
  }

  /**
   * Creates a context for servers that do not authenticate clients.
   *
   * @param keys the server's certificate
   */
  public static SSLContext server(KeyManager[] keys) {
    return create(keys, new TrustManager[0]);
  }

  private static SSLContext create(KeyManager[] keys, TrustManager[] trust) {
    try {
      SSLContext context =
          NATIVE.isPresent()
              ? SSLContext.getInstance(TLS, NATIVE.get())
              : SSLContext.getInstance(TLS);
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java and Conscrypt both implement TLS", e);
    }
  }

  private static TrustManager[] forConscrypt(TrustManager[] trust) {
    return Stream.of(trust)
        .map(
            manager ->
                manager instanceof X509ExtendedTrustManager extended
                    ? new ConscryptTrust(extended)
                    : manager)
        .toArray(TrustManager[]::new);
  }

  private static Optional<Provider> findNative() {
    try {
      return isNativeAccessEnabled() && Conscrypt.isAvailable()
          ? Optional.of(Conscrypt.newProviderBuilder().provideTrustManager(false).build())
          : Optional.empty();
    } catch (LinkageError | ReflectiveOperationException e) {
      // For example, the temporary directory is mounted noexec.
      return Optional.empty();
    }
  }

  /** Maven's newer launchers enable native access (MNG-8248). */
  private static boolean isNativeAccessEnabled() throws ReflectiveOperationException {
    return Runtime.version().feature() < NATIVE_ACCESS_WARNING
        || (boolean)
            Module.class
                .getMethod("isNativeAccessEnabled") // Since Java 22.
                .invoke(Conscrypt.class.getModule());
  }
}
