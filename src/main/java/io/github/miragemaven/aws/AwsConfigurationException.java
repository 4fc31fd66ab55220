package io.github.miragemaven.aws;

import software.amazon.awssdk.core.exception.SdkClientException;

/** The AWS configuration or credentials of the user do not work. The message is for the user. */
final class AwsConfigurationException extends SdkClientException {

  private static final long serialVersionUID = 1L;

  AwsConfigurationException(String message) {
    super(SdkClientException.builder().message(message));
  }

  AwsConfigurationException(String message, Throwable cause) {
    super(SdkClientException.builder().message(message).cause(cause));
  }
}
