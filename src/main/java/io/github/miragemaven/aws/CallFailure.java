package io.github.miragemaven.aws;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What an exception of the SDK says.
 *
 * @param action what was called, as IAM names it: {@code ec2:RegisterImage}
 * @param code AWS's code of the error; empty where no answer came
 * @param status the status of the HTTP response; 0 where no answer came
 * @param message what AWS or the SDK says
 */
public record CallFailure(String action, String code, int status, String message) {

  /** Looks into an exception. */
  public static CallFailure of(SdkException failure) {
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

  /** Whether AWS's code is one of these. */
  public boolean is(String... codes) {
    return List.of(codes).contains(code);
  }

  /** Whether the call failed because what it names does not exist, or not yet. */
  public boolean isNotThere() {
    return code.equals("ResourceNotFoundException")
        || code.endsWith(".NotFound")
        || (code.equals("ValidationException") && message.contains("does not exist"));
  }
}
