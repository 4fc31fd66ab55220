package io.github.miragemaven.aws;

import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Credentials whose provider is created when they are first needed, and whose failures are
 * explained.
 */
final class ExplainedCredentials implements AwsCredentialsProvider, SdkAutoCloseable {

  private final Supplier<AwsCredentialsProvider> creation;
  private final Function<RuntimeException, AwsConfigurationException> explanation;
  private AwsCredentialsProvider provider;

  ExplainedCredentials(
      Supplier<AwsCredentialsProvider> creation,
      Function<RuntimeException, AwsConfigurationException> explanation) {
    this.creation = creation;
    this.explanation = explanation;
  }

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return provider().resolveCredentials();
    } catch (AwsConfigurationException e) {
      throw e;
    } catch (RuntimeException e) {
      if (Retryability.causes(e)
          .anyMatch(
              cause ->
                  cause instanceof InterruptedException || cause instanceof AbortedException)) {
        throw AbortedException.create("Interrupted", e);
      }
      throw explanation.apply(e);
    }
  }

  private synchronized AwsCredentialsProvider provider() {
    if (provider == null) {
      provider = creation.get();
    }
    return provider;
  }

  @Override
  public synchronized void close() {
    if (provider instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }
}
