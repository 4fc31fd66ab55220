package io.github.miragemaven.local;

import io.github.miragemaven.aws.AccessKey;
import io.github.miragemaven.aws.RegionProvider.OpenRegion;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
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
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** AWS SDK clients of a local region. They do not retry, so a test sees every response. */
final class Clients implements AutoCloseable {

  private final URI endpoint;
  private final String region;
  private final AwsCredentials credentials;
  private final SdkHttpClient http;
  private final Ec2Client ec2;
  private final EbsClient ebs;
  private final SsmClient ssm;
  private final StsClient sts;
  private final KmsClient kms;
  private final ServiceQuotasClient quotas;
  private final S3Client s3;

  Clients(LocalRegion region) {
    this(region, region.accessKey());
  }

  /** Creates clients of a region as users have it. */
  static Clients of(OpenRegion region, String name) {
    return new Clients(region.endpoint(), name, region.accessKey(), region.trustManager());
  }

  Clients(LocalRegion region, AccessKey credentials) {
    this(region.endpoint(), region.name(), credentials, region.trustManager());
  }

  private Clients(URI endpoint, String region, AccessKey credentials, TrustManager trust) {
    this.endpoint = endpoint;
    this.region = region;
    this.credentials = credentials(credentials);
    this.http =
        ApacheHttpClient.builder()
            .tlsTrustManagersProvider(() -> new TrustManager[] {trust})
            .maxConnections(64)
            .socketTimeout(Duration.ofSeconds(20))
            .build();
    this.ec2 = configured(Ec2Client.builder());
    this.ebs = configured(EbsClient.builder());
    this.ssm = configured(SsmClient.builder());
    this.sts = configured(StsClient.builder());
    this.kms = configured(KmsClient.builder());
    this.quotas = configured(ServiceQuotasClient.builder());
    this.s3 = configured(S3Client.builder());
  }

  /** Creates clients of a region that another process serves from the same directory. */
  static Clients at(URI endpoint, LocalRegionSettings settings) throws LocalRegionException {
    try (LocalRegion here = LocalRegion.open(settings)) {
      return new Clients(endpoint, here.name(), here.accessKey(), here.trustManager());
    }
  }

  private static AwsCredentials credentials(AccessKey given) {
    return given.sessionToken().isPresent()
        ? AwsSessionCredentials.create(given.id(), given.secret(), given.sessionToken().get())
        : AwsBasicCredentials.create(given.id(), given.secret());
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C configured(
      B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
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

  SsmClient ssm() {
    return ssm;
  }

  StsClient sts() {
    return sts;
  }

  KmsClient kms() {
    return kms;
  }

  ServiceQuotasClient quotas() {
    return quotas;
  }

  S3Client s3() {
    return s3;
  }

  @Override
  public void close() {
    s3.close();
    ec2.close();
    ebs.close();
    ssm.close();
    sts.close();
    kms.close();
    quotas.close();
    http.close();
  }
}
