package io.github.miragemaven.aws;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.withSettings;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

class AwsRegionTest {

  @Test
  void closesItsCredentialsProviderAndItsHttpClient() {
    AwsCredentialsProvider credentials =
        mock(AwsCredentialsProvider.class, withSettings().extraInterfaces(SdkAutoCloseable.class));
    SdkHttpClient http = mock(SdkHttpClient.class);
    new AwsRegion(
            "us-west-2",
            credentials,
            ChosenProfile.DEFAULT,
            ConfigFiles.none(),
            Optional.empty(),
            http,
            Optional.empty())
        .close();
    verify((SdkAutoCloseable) credentials).close();
    verify(http).close();
  }
}
