package io.github.miragemaven.aws;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final Pattern HOST = Pattern.compile("(?:[\\w-]+\\.)+[\\w-]+");

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

  /**
   * Without an answer it was the network, unless there was nothing to sign the call with, or
   * someone else is there.
   */
  private static Transience unanswered(SdkException call) {
    boolean network =
        causes(call).anyMatch(cause -> cause instanceof IOException)
            || causes(call)
                .anyMatch(cause -> cause.getClass().getName().endsWith("TimeoutException"));
    boolean refused =
        causes(call)
            .anyMatch(
                cause ->
                    cause instanceof SSLHandshakeException || cause instanceof ProtocolException);
    return network && !refused ? PASSING : FINAL;
  }

  /** The host that was called, where no one knows its name. */
  static Optional<String> unknownHost(Throwable failure) {
    return causes(failure)
        .filter(cause -> cause instanceof UnknownHostException)
        .map(cause -> host(String.valueOf(cause.getMessage())))
        .findFirst();
  }

  /** The JDK has it alone, with a colon and a reason behind it, or in a sentence. */
  private static String host(String message) {
    Matcher dotted = HOST.matcher(message);
    return dotted.find() ? dotted.group() : message.split(":", 2)[0];
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}
