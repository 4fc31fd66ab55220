package io.github.miragemaven.aws;

import io.github.miragemaven.aws.RegionProvider.Capability;
import io.github.miragemaven.aws.RegionProvider.OpenRegion;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * A region and the SDK clients of its services. All clients retry except {@link #ebs()} and {@link
 * #s3()}. {@link CallFailure} reads their exceptions.
 */
public final class AwsRegion implements AutoCloseable {

  private static final int ATTEMPTS = 8;

  /** The timeout of each attempt of a call. */
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofMinutes(2);

  private final String name;
  private final AwsCredentialsProvider credentials;
  private final ChosenProfile profile;
  private final ConfigFiles files;
  private final Optional<URI> endpoint;
  private final SdkHttpClient http;
  private final Optional<OpenRegion> provided;
  private final Map<Class<?>, SdkAutoCloseable> clients = new HashMap<>();

  AwsRegion(
      String name,
      AwsCredentialsProvider credentials,
      ChosenProfile profile,
      ConfigFiles files,
      Optional<URI> endpoint,
      SdkHttpClient http,
      Optional<OpenRegion> provided) {
    this.name = name;
    this.credentials = credentials;
    this.profile = profile;
    this.files = files;
    this.endpoint = endpoint;
    this.http = http;
    this.provided = provided;
  }

  /** Returns the region's name, such as {@code us-west-2}. */
  public String name() {
    return name;
  }

  /** Returns the EC2 client. */
  public Ec2Client ec2() {
    return client(Ec2Client.class, () -> built(Ec2Client.builder(), retrying()));
  }

  /** Returns the EBS direct APIs client, which does not retry: its callers do. */
  public EbsClient ebs() {
    return client(EbsClient.class, () -> built(EbsClient.builder(), AwsRetryStrategy.doNotRetry()));
  }

  /** Returns the STS client. */
  public StsClient sts() {
    return client(StsClient.class, () -> built(StsClient.builder(), retrying()));
  }

  /** Returns the Systems Manager client. */
  public SsmClient ssm() {
    return client(SsmClient.class, () -> built(SsmClient.builder(), retrying()));
  }

  /** Returns the KMS client. */
  public KmsClient kms() {
    return client(KmsClient.class, () -> built(KmsClient.builder(), retrying()));
  }

  /** Returns the Elastic Load Balancing client. */
  public ElasticLoadBalancingV2Client balancers() {
    return client(
        ElasticLoadBalancingV2Client.class,
        () -> built(ElasticLoadBalancingV2Client.builder(), retrying()));
  }

  /** Returns the Auto Scaling client. */
  public AutoScalingClient autoScaling() {
    return client(AutoScalingClient.class, () -> built(AutoScalingClient.builder(), retrying()));
  }

  /**
   * Returns the Route 53 client. Route 53 is global and signs for us-east-1, which the SDK does not
   * know for a custom endpoint.
   */
  public Route53Client route53() {
    String scope = endpoint.isPresent() ? Region.US_EAST_1.id() : name;
    return client(Route53Client.class, () -> built(Route53Client.builder(), scope, retrying()));
  }

  /** Returns the Service Quotas client. It retries once: the quotas are only a precaution. */
  public ServiceQuotasClient quotas() {
    return client(
        ServiceQuotasClient.class,
        () ->
            built(
                ServiceQuotasClient.builder(),
                DefaultRetryStrategy.standardStrategyBuilder().maxAttempts(2).build()));
  }

  /**
   * Returns the S3 client, which does not retry: its callers do. A custom endpoint has no host
   * names for buckets, so it uses path-style requests.
   */
  public S3Client s3() {
    return client(
        S3Client.class,
        () ->
            built(
                S3Client.builder().forcePathStyle(endpoint.isPresent()),
                AwsRetryStrategy.doNotRetry()));
  }

  /** Returns true if the region has a capability that AWS's regions do not have. */
  public boolean supports(Capability capability) {
    return RegionProviders.supports(name, capability);
  }

  /** Returns the address at which this machine reaches a TCP port of a host. */
  public InetSocketAddress reach(String host, int port) {
    return provided.isPresent()
        ? provided.get().reach(host, port)
        : new InetSocketAddress(host, port);
  }

  private synchronized <C extends SdkAutoCloseable> C client(Class<C> type, Supplier<C> builder) {
    return type.cast(clients.computeIfAbsent(type, missing -> builder.get()));
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C built(
      B builder, RetryStrategy retries) {
    return built(builder, name, retries);
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C built(
      B builder, String scope, RetryStrategy retries) {
    ClientOverrideConfiguration.Builder configuration =
        ClientOverrideConfiguration.builder()
            .retryStrategy(retries)
            .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
            .defaultProfileFile(files.profiles())
            .defaultProfileName(profile.name())
            .addExecutionInterceptor(new CallRecorder(profile));
    // AWS has no FIPS or dual-stack variant of another endpoint, and the SDK refuses both.
    endpoint.ifPresent(
        uri -> builder.endpointOverride(uri).fipsEnabled(false).dualstackEnabled(false));
    if (provided.isPresent()) {
      // These would be read from the environment.
      builder.defaultsMode(DefaultsMode.LEGACY);
      configuration.compressionConfiguration(
          it -> it.requestCompressionEnabled(false).minimumCompressionThresholdInBytes(0));
    }
    builder
        .region(Region.of(scope))
        .credentialsProvider(credentials)
        .httpClient(http)
        .overrideConfiguration(configuration.build());
    try {
      return provided.isPresent() ? SdkSettings.buildWithoutFiles(builder::build) : builder.build();
    } catch (IllegalArgumentException | IllegalStateException | SdkClientException e) {
      throw SdkSettings.rejected(e, files, profile.name())
          .orElseGet(
              () ->
                  new AwsConfigurationException(
                      "The AWS SDK does not accept its configuration: %s.%nCorrect the environment variables that start with AWS_, or %s."
                          .formatted(Explanation.brief(e), files),
                      e));
    }
  }

  private static RetryStrategy retrying() {
    return DefaultRetryStrategy.standardStrategyBuilder().maxAttempts(ATTEMPTS).build();
  }

  @Override
  public synchronized void close() {
    clients.values().forEach(SdkAutoCloseable::close);
    clients.clear();
    http.close();
    if (credentials instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
    provided.ifPresent(OpenRegion::close);
  }
}
