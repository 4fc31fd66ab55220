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

/** Converts exceptions of HTTP and TLS into failures with a reason. */
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
      return "unknown host";
    }
    if (e instanceof ConnectTimeoutException) {
      return "connection timed out";
    }
    if (e instanceof SocketTimeoutException) {
      return "no response";
    }
    if (e instanceof NoRouteToHostException) {
      return "no route to host";
    }
    if (e instanceof ConnectException) {
      return "connection refused";
    }
    if (e instanceof NoHttpResponseException) {
      return "empty response: the server closed the connection";
    }
    if (e instanceof ConnectionClosedException || e instanceof TruncatedChunkException) {
      return "incomplete response: the server closed the connection";
    }
    if (e instanceof SocketException) {
      return "connection reset";
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static PageFailure ofTls(SSLException e) {
    if (causeOf(e, CertificateExpiredException.class).isPresent()) {
      return new PageFailure("bad certificate: it has expired", true, e);
    }
    if (causeOf(e, CertificateNotYetValidException.class).isPresent()) {
      return new PageFailure("bad certificate: it is not valid yet", true, e);
    }
    if (causeOf(e, SSLPeerUnverifiedException.class).isPresent()) {
      return new PageFailure(
          "bad certificate: it is for another host name: " + e.getMessage(), true, e);
    }
    if (causeOf(e, CertPathBuilderException.class).isPresent()
        || causeOf(e, CertPathValidatorException.class).isPresent()) {
      return new PageFailure("bad certificate: it was not issued by a trusted CA", true, e);
    }
    Optional<CertificateException> other = causeOf(e, CertificateException.class);
    if (other.isPresent()) {
      return new PageFailure("bad certificate: " + other.get().getMessage(), true, e);
    }
    if (causeOf(e, SocketException.class).isPresent()
        || String.valueOf(e.getMessage()).contains("terminated the handshake")) {
      return new PageFailure("the connection was closed during the TLS handshake", false, e);
    }
    if (String.valueOf(e.getMessage()).startsWith("Unsupported or unrecognized SSL message")) {
      return new PageFailure("the port does not use TLS", true, e);
    }
    return new PageFailure("TLS failed: " + e.getMessage(), true, e);
  }

  private static <T extends Throwable> Optional<T> causeOf(Throwable e, Class<T> type) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }
}
