package io.github.miragemaven.aws;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells whether a failed call can succeed when it is retried. */
public enum Retryability {
  /** Throttling, a server error or a lost connection. */
  TRANSIENT,
  /** AWS does not find a resource that was just created, for up to two minutes. */
  EVENTUAL_CONSISTENCY,
  /** A retry would fail in the same way. */
  PERMANENT;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private static final Pattern HOST = Pattern.compile("(?:[\\w-]+\\.)+[\\w-]+");

  private static final Set<String> TRANSIENT_CODES =
      Set.of(
          "BadDigest",
          "BandwidthLimitExceeded",
          "ConcurrentLimitExceededException",
          "IncompleteBody",
          "InternalServerException",
          "RequestLimitExceeded",
          "RequestThrottled",
          "RequestThrottledException",
          "RequestTimeout",
          "RequestTimeoutException",
          "SlowDown",
          "ThrottledException",
          "Throttling",
          "ThrottlingException",
          "TooManyRequestsException");

  /** Classifies the exception of a failed call. */
  public static Retryability of(Throwable failure) {
    if (failure instanceof UnexpectedResponseException) {
      return TRANSIENT;
    }
    if (!(failure instanceof SdkException exception)) {
      return failure instanceof IOException ? TRANSIENT : PERMANENT;
    }
    if (exception instanceof AwsConfigurationException) {
      return exception.getCause() instanceof SdkException cause ? of(cause) : PERMANENT;
    }
    CallFailure call = CallFailure.of(exception);
    if (call.status() == 0) {
      return unanswered(exception);
    }
    if (call.status() >= SERVER_ERROR
        || call.status() == TOO_MANY_REQUESTS
        || TRANSIENT_CODES.contains(call.code())
        || isIncompleteRead(call)) {
      return TRANSIENT;
    }
    return call.isNotFound() ? EVENTUAL_CONSISTENCY : PERMANENT;
  }

  /** EBS direct reports a block that did not arrive whole as a validation error. */
  private static boolean isIncompleteRead(CallFailure call) {
    return call.code().equals("ValidationException")
        && call.message().contains("Failed to read block data");
  }

  /** Without a response it was the network, unless the peer is not the AWS endpoint. */
  private static Retryability unanswered(SdkException call) {
    boolean network =
        causes(call)
            .anyMatch(
                cause ->
                    (cause instanceof IOException && !(cause instanceof FileSystemException))
                        || cause.getClass().getName().endsWith("TimeoutException"));
    boolean wrongPeer =
        causes(call)
            .anyMatch(cause -> cause instanceof ProtocolException || isUntrustedCertificate(cause));
    return network && !wrongPeer ? TRANSIENT : PERMANENT;
  }

  private static boolean isUntrustedCertificate(Throwable cause) {
    return cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException;
  }

  /** Finds out why TLS did not accept the server, such as an expired certificate. */
  static Optional<String> untrusted(Throwable failure) {
    return causes(failure).anyMatch(Retryability::isUntrustedCertificate)
        ? causes(failure)
            .reduce((outer, inner) -> inner)
            .map(cause -> String.valueOf(cause.getMessage()))
        : Optional.empty();
  }

  /** Finds the host name that could not be resolved. */
  static Optional<String> unknownHost(Throwable failure) {
    return causes(failure)
        .filter(cause -> cause instanceof UnknownHostException)
        .map(cause -> host(String.valueOf(cause.getMessage())))
        .findFirst();
  }

  /** The JDK's message is the host, the host with a colon and a reason, or a sentence. */
  private static String host(String message) {
    Matcher dotted = HOST.matcher(message);
    return dotted.find() ? dotted.group() : message.split(":", 2)[0];
  }

  /** Returns an exception and its causes, outermost first. */
  static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}
