package io.github.miragemaven.aws;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.core.exception.SdkException;

/** Whether a call that failed can succeed later. */
public enum Transience {
  /** There were too many requests: later, and fewer at once. */
  THROTTLED,
  /** Something broke that may work the next time: a server's error, a lost connection. */
  PASSING,
  /** What was just made is not known everywhere yet, for up to two minutes. */
  NOT_YET,
  /** It fails however often it is tried. */
  FINAL;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final int SERVER_ERROR = 500;

  private static final Set<String> THROTTLING =
      Set.of(
          "RequestThrottledException",
          "RequestThrottled",
          "ThrottlingException",
          "Throttling",
          "ThrottledException",
          "TooManyRequestsException",
          "RequestLimitExceeded",
          "BandwidthLimitExceeded",
          "ConcurrentLimitExceededException",
          "SlowDown");

  private static final Set<String> BREAKING =
      Set.of(
          "BadDigest",
          "IncompleteBody",
          "InternalServerException",
          "RequestTimeout",
          "RequestTimeoutException");

  /** Judges a failed call. */
  public static Transience of(Throwable failure) {
    if (failure instanceof WrongAnswerException) {
      return PASSING;
    }
    if (!(failure instanceof SdkException exception)) {
      return failure instanceof IOException ? PASSING : FINAL;
    }
    CallFailure call = CallFailure.of(exception);
    if (call.status() == 0) {
      return unanswered(exception);
    }
    if (THROTTLING.contains(call.code())
        || call.status() == TOO_MANY_REQUESTS
        || call.status() == UNAVAILABLE) {
      return THROTTLED;
    }
    if (call.status() >= SERVER_ERROR || BREAKING.contains(call.code()) || brokenRead(call)) {
      return PASSING;
    }
    return call.isNotThere() ? NOT_YET : FINAL;
  }

  /** EBS direct says so of a block that did not arrive whole, and calls it a validation error. */
  private static boolean brokenRead(CallFailure call) {
    return call.code().equals("ValidationException")
        && call.message().contains("Failed to read block data");
  }

  /** Without an answer it was the network, unless the SDK had nothing to sign the call with. */
  private static Transience unanswered(SdkException call) {
    boolean network =
        causes(call).anyMatch(cause -> cause instanceof IOException)
            || causes(call)
                .anyMatch(cause -> cause.getClass().getName().endsWith("TimeoutException"));
    boolean refused = causes(call).anyMatch(cause -> cause instanceof SSLHandshakeException);
    return network && !refused ? PASSING : FINAL;
  }

  /** Whether the name of the host that was called is not known. */
  static boolean isUnknownHost(Throwable failure) {
    return causes(failure).anyMatch(cause -> cause instanceof UnknownHostException);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}
