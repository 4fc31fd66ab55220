package io.github.miragemaven.instance.verify;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.http.ConnectionClosedException;
import org.apache.http.MalformedChunkCodingException;
import org.apache.http.NoHttpResponseException;
import org.apache.http.TruncatedChunkException;
import org.apache.http.client.ClientProtocolException;
import org.apache.http.conn.ConnectTimeoutException;

/** Explains exceptions of HTTP and TLS. */
final class FailureReasons {

  private FailureReasons() {}

  static PageFailure of(IOException e) {
    if (e instanceof PageFailure known) {
      return known;
    }
    if (e instanceof SSLException tls) {
      return ofTls(tls);
    }
    if (e instanceof ClientProtocolException
        || (e instanceof MalformedChunkCodingException
            && !(e instanceof TruncatedChunkException))) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new PageFailure("not HTTP: " + cause.getMessage(), true, e);
    }
    return new PageFailure(ofConnection(e), false, e);
  }

  private static String ofConnection(IOException e) {
    if (e instanceof UnknownHostException) {
      return "the name has no address";
    }
    if (e instanceof ConnectTimeoutException) {
      return "no answer to the connection";
    }
    if (e instanceof SocketTimeoutException) {
      return "no answer";
    }
    if (e instanceof NoRouteToHostException) {
      return "no way there";
    }
    if (e instanceof ConnectException) {
      return "connection refused";
    }
    if (e instanceof NoHttpResponseException) {
      return "empty answer: the connection was closed without a word";
    }
    if (e instanceof ConnectionClosedException || e instanceof TruncatedChunkException) {
      return "half an answer: the connection was closed in the middle";
    }
    if (e instanceof SocketException) {
      return "the connection was reset";
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static PageFailure ofTls(SSLException e) {
    if (caused(e, CertificateExpiredException.class).isPresent()) {
      return new PageFailure("bad certificate: it has expired", true, e);
    }
    if (caused(e, CertificateNotYetValidException.class).isPresent()) {
      return new PageFailure("bad certificate: it is not valid yet", true, e);
    }
    if (caused(e, SSLPeerUnverifiedException.class).isPresent()) {
      return new PageFailure("bad certificate: it is for another name: " + e.getMessage(), true, e);
    }
    if (caused(e, CertPathBuilderException.class).isPresent()
        || caused(e, CertPathValidatorException.class).isPresent()) {
      return new PageFailure("bad certificate: no one who is trusted has signed it", true, e);
    }
    Optional<CertificateException> other = caused(e, CertificateException.class);
    if (other.isPresent()) {
      return new PageFailure("bad certificate: " + other.get().getMessage(), true, e);
    }
    if (caused(e, SocketException.class).isPresent()
        || String.valueOf(e.getMessage()).contains("terminated the handshake")) {
      return new PageFailure("the connection was closed before TLS was agreed on", false, e);
    }
    if (String.valueOf(e.getMessage()).startsWith("Unsupported or unrecognized SSL message")) {
      return new PageFailure("it does not speak TLS on this port", true, e);
    }
    return new PageFailure("TLS failed: " + e.getMessage(), true, e);
  }

  private static <T extends Throwable> Optional<T> caused(Throwable e, Class<T> type) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }
}
