package io.github.miragemaven.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The contents of an SDK exception.
 *
 * @param action the IAM action of the call, such as {@code ec2:RegisterImage}
 * @param code the AWS error code; empty if there was no response
 * @param status the HTTP status; 0 if there was no response
 * @param message the message of AWS or of the SDK
 */
public record CallFailure(String action, String code, int status, String message) {

  /**
   * Reads an exception.
   *
   * @throws AbortedException if the call did not fail, but the thread was interrupted
   */
  public static CallFailure of(SdkException failure) {
    if (failure instanceof AbortedException interrupted) {
      throw interrupted;
    }
    String action = FailedCall.action(failure).orElse("a call");
    String message = Optional.ofNullable(failure.getMessage()).orElse("");
    if (!(failure instanceof AwsServiceException answer)) {
      return new CallFailure(action, "", 0, message);
    }
    Optional<AwsErrorDetails> details = Optional.ofNullable(answer.awsErrorDetails());
    return new CallFailure(
        action,
        details.map(AwsErrorDetails::errorCode).orElse(""),
        answer.statusCode(),
        details.map(AwsErrorDetails::errorMessage).orElse(message));
  }

  /**
   * Makes a call that describes one resource.
   *
   * @param codes further error codes that mean that there is no such resource
   * @return the first result; empty if AWS does not find the resource
   */
  public static <T> Optional<T> find(Supplier<List<T>> call, String... codes) {
    List<T> found = new ArrayList<>();
    ignoreMissing(() -> found.addAll(call.get()), codes);
    return found.stream().findFirst();
  }

  /**
   * Makes a call, and ignores that its resource is not found.
   *
   * @param codes further error codes to ignore
   */
  public static void ignoreMissing(Runnable call, String... codes) {
    try {
      call.run();
    } catch (SdkException e) {
      CallFailure failure = of(e);
      if (!failure.isNotFound() && !failure.is(codes)) {
        throw e;
      }
    }
  }

  /** Tells whether the error code is one of these. */
  public boolean is(String... codes) {
    return List.of(codes).contains(code);
  }

  /** Tells whether AWS did not find a resource that the call names. */
  public boolean isNotFound() {
    return code.equals("ResourceNotFoundException")
        || code.endsWith(".NotFound")
        || (code.equals("ValidationException") && message.contains("does not exist"));
  }
}
