package io.github.miragemaven.aws;

import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ebs.model.EbsException;

/** Creates exceptions as the SDK throws them. */
final class Failures {

  private Failures() {}

  static SdkException ebs(String code, int status) {
    return ebs(code, status, "it failed");
  }

  static SdkException ebs(String code, int status, String message) {
    return (SdkException)
        EbsException.builder()
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .statusCode(status)
            .build();
  }

  static SdkException unanswered(IOException cause) {
    return SdkClientException.create(
        "Unable to execute HTTP request: " + cause.getMessage(), cause);
  }
}
