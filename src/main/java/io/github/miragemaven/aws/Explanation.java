package io.github.miragemaven.aws;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Explains failed calls to the user. The messages contain no secrets. */
public final class Explanation {

  private static final Pattern MISSING_ACTION =
      Pattern.compile("not authorized to perform: ([\\w-]+:\\w+)");

  /** EC2 adds hundreds of characters of encoded details to a denial. */
  private static final Pattern ENCODED =
      Pattern.compile("\\s*Encoded authorization failure message: \\S+");

  private static final String[] EXPIRED = {
    "ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"
  };

  private static final String[] REFUSED_KEY = {
    "AuthFailure",
    "InvalidClientTokenId",
    "UnrecognizedClientException",
    "SignatureDoesNotMatch",
    "InvalidSignatureException",
    "MissingAuthenticationToken",
    "MissingAuthenticationTokenException",
    "OptInRequired"
  };

  private static final String[] DENIED = {
    "UnauthorizedOperation",
    "AccessDenied",
    "AccessDeniedException",
    "Client.UnauthorizedOperation",
    "KMSAccessDeniedException"
  };

  private static final String[] QUOTA = {
    "ServiceQuotaExceededException",
    "SnapshotLimitExceeded",
    "AMIQuotaExceeded",
    "ResourceLimitExceeded"
  };

  private static final Pattern ATTEMPTS = Pattern.compile("\\s*\\(SDK Attempt Count: \\d+\\)");

  /** The start of the SDK's list of all providers that it tried. */
  private static final Pattern DETAILS = Pattern.compile(" : \\[|: ProfileFile\\(");

  private static final String LATER = "Try again later.";

  private Explanation() {}

  /**
   * Calls to AWS.
   *
   * @param <T> the type of their result
   * @param <E> another exception that they throw
   */
  @FunctionalInterface
  public interface Calls<T, E extends Exception> {

    /** Makes the calls. */
    T make() throws FailureException, InterruptedException, E;
  }

  /** Makes calls to a region, and converts the SDK's exceptions. */
  public static <T, E extends Exception> T convertFailures(String region, Calls<T, E> calls)
      throws FailureException, InterruptedException, E {
    try {
      return calls.make();
    } catch (AbortedException e) {
      throw new InterruptedException("A call to AWS was interrupted");
    } catch (SdkException e) {
      throw of(region, e);
    }
  }

  /**
   * Explains why a call to a region failed.
   *
   * @param failure the exception of an SDK client
   * @throws AbortedException if the call did not fail, but the thread was interrupted
   */
  public static FailureException of(String region, SdkException failure) {
    if (failure instanceof AwsConfigurationException configuration) {
      return Retryability.of(configuration) == Retryability.PERMANENT
          ? new UserFailureException(configuration.rawMessage(), configuration)
          : new EnvironmentFailureException(configuration.rawMessage(), configuration);
    }
    CallFailure call = CallFailure.of(failure);
    if (call.status() == 0) {
      return noResponse(region, call, failure);
    }
    Optional<String> explained =
        RegionProviders.find(region)
            .flatMap(provider -> provider.explain(region, call.code(), call.message()));
    if (explained.isPresent()) {
      return new EnvironmentFailureException(explained.get(), failure);
    }
    if (call.is(EXPIRED)) {
      return new UserFailureException(
          "The AWS credentials%s for %s have expired (%s).%nGet new ones, for example with aws sso login%s, and run the same command again."
              .formatted(
                  ofProfile(failure),
                  region,
                  call.code(),
                  FailedCall.profile(failure).map(name -> " --profile " + name).orElse("")),
          failure);
    }
    if (call.is(DENIED)) {
      return denied(region, call, failure);
    }
    if (call.is(REFUSED_KEY)) {
      return new UserFailureException(
          "AWS does not accept the credentials%s in %s: %s (%s).%nCorrect them (-Dmirage.profile=..., -Dmirage.serverId=...), or enable the region for the account."
              .formatted(ofProfile(failure), region, detail(call), call.code()),
          failure);
    }
    if (call.is(QUOTA)) {
      return new UserFailureException(
          "A quota of the account in %s is used up: %s (%s).%nRemove AMIs that you do not need (mvn mirage:prune), or request an increase from AWS."
              .formatted(region, detail(call), call.code()),
          failure);
    }
    return refused(region, call, failure);
  }

  private static FailureException denied(String region, CallFailure call, SdkException failure) {
    Matcher named = MISSING_ACTION.matcher(call.message());
    return new UserFailureException(
        "The AWS credentials lack the permission %s in %s.%nAdd it to their IAM policy; mvn mirage:iam-policy prints a policy with all that the goals need."
            .formatted(named.find() ? named.group(1) : call.action(), region),
        failure);
  }

  private static FailureException refused(String region, CallFailure call, SdkException failure) {
    String message =
        "%s failed in %s: %s (%s).".formatted(call.action(), region, detail(call), call.code());
    return Retryability.of(failure) == Retryability.PERMANENT
        ? new UserFailureException(message, failure)
        : new EnvironmentFailureException(message + System.lineSeparator() + LATER, failure);
  }

  private static FailureException noResponse(
      String region, CallFailure call, SdkException failure) {
    Optional<String> host = Retryability.unknownHost(failure);
    if (host.isPresent()) {
      return new UserFailureException(
          "No endpoint is found for the region %s: there is no host %s.%nCorrect mirage.region (-Dmirage.region=us-west-2) if it is misspelled;%notherwise check whether this machine is online, and whether it needs another <proxy> in settings.xml."
              .formatted(region, host.get()),
          failure);
    }
    Optional<String> untrusted = Retryability.untrusted(failure);
    if (untrusted.isPresent()) {
      return new EnvironmentFailureException(
          "The server that answers for %s is not trusted: %s.%nCheck this machine's clock; behind a proxy that inspects TLS, set -Djavax.net.ssl.trustStore=... to a trust store that has its CA."
              .formatted(region, untrusted.get()),
          failure);
    }
    if (Retryability.of(failure) != Retryability.PERMANENT) {
      return new EnvironmentFailureException(
          "%s in %s got no response: %s.%nCheck whether this machine is online, and whether it needs a <proxy> in settings.xml."
              .formatted(call.action(), region, cause(call)),
          failure);
    }
    return new EnvironmentFailureException(
        "The call to AWS in %s failed: %s.".formatted(region, cause(call)), failure);
  }

  private static String ofProfile(SdkException failure) {
    return FailedCall.profile(failure).map(name -> " of the profile " + name).orElse("");
  }

  /** Cuts off the advice and the list of attempts that the SDK appends. */
  private static String cause(CallFailure call) {
    return detail(call).split(" in the chain |\\. ", 2)[0];
  }

  private static String detail(CallFailure call) {
    return withoutAttempts(ENCODED.matcher(call.message()).replaceAll(""));
  }

  /**
   * Returns the reason of an exception that no service client of this plugin threw, in one line.
   */
  static String brief(Throwable failure) {
    String message =
        Retryability.causes(failure)
            .filter(SdkServiceException.class::isInstance)
            .findFirst()
            .map(refused -> CallFailure.of((SdkServiceException) refused).message())
            .orElse(String.valueOf(failure.getMessage()));
    return withoutAttempts(message);
  }

  private static String withoutAttempts(String message) {
    return firstSentence(ATTEMPTS.matcher(message).replaceAll("")).replaceAll("\\.$", "");
  }

  private static String firstSentence(String message) {
    String line = message.lines().findFirst().orElse("");
    return DETAILS.split(line, 2)[0];
  }
}
