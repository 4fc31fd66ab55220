package io.github.miragemaven.local;

import java.time.Duration;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The real SDK's clients of a local region. They try once, so that a test sees each answer. */
final class Clients implements AutoCloseable {

  private final LocalRegion region;
  private final SdkHttpClient http;
  private final Ec2Client ec2;
  private final EbsClient ebs;

  Clients(LocalRegion region) {
    this.region = region;
    this.http =
        ApacheHttpClient.builder()
            .tlsTrustManagersProvider(() -> new TrustManager[] {region.trustManager()})
            .maxConnections(64)
            .socketTimeout(Duration.ofSeconds(30))
            .build();
    this.ec2 = configured(Ec2Client.builder());
    this.ebs = configured(EbsClient.builder());
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C configured(
      B builder) {
    LocalCredentials credentials = region.credentials();
    return builder
        .endpointOverride(region.endpoint())
        .region(Region.of(region.name()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    credentials.accessKeyId(), credentials.secretAccessKey())))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .retryStrategy(DefaultRetryStrategy.doNotRetry())
                .build())
        .httpClient(http)
        .build();
  }

  Ec2Client ec2() {
    return ec2;
  }

  EbsClient ebs() {
    return ebs;
  }

  @Override
  public void close() {
    ec2.close();
    ebs.close();
    http.close();
  }
}
