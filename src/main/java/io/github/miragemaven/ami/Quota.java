package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.servicequotas.model.NoSuchResourceException;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuota;

/**
 * A quota that a deployment can come up against (Amazon EC2 and Amazon EBS endpoints and quotas,
 * AWS General Reference).
 */
enum Quota {
  /** AMIs, whoever may launch them. Failed ones do not count. */
  AMIS("ec2", "L-B665C33B", "AMIs") {
    @Override
    Stream<?> counted(AwsRegion region) {
      return images(region, "state", "available", "pending", "disabled");
    }
  },
  /** AMIs that everyone may launch. */
  PUBLIC_AMIS("ec2", "L-0E3CBAB9", "Public AMIs") {
    @Override
    Stream<?> counted(AwsRegion region) {
      return images(region, "is-public", "true");
    }
  },
  /** Snapshots. */
  SNAPSHOTS("ebs", "L-309BACF6", "Snapshots per Region") {
    @Override
    Stream<?> counted(AwsRegion region) {
      return region
          .ec2()
          .describeSnapshotsPaginator(request -> request.ownerIds("self").maxResults(PAGE))
          .snapshots()
          .stream();
    }
  };

  /** The most that EC2 lists at once. */
  private static final int PAGE = 1000;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String service;
  private final String code;
  private final String title;

  Quota(String service, String code, String title) {
    this.service = service;
    this.code = code;
    this.title = title;
  }

  /** The code of the service whose quota it is. */
  String service() {
    return service;
  }

  /** Its code. */
  String code() {
    return code;
  }

  /** Its name. */
  String title() {
    return title;
  }

  /** How many the account may have in a region; empty where Service Quotas does not know. */
  OptionalLong value(AwsRegion region) {
    ServiceQuota quota;
    try {
      quota =
          region
              .quotas()
              .getServiceQuota(
                  request ->
                      request
                          .serviceCode(service)
                          .quotaCode(code)
                          .overrideConfiguration(call -> call.apiCallTimeout(PATIENCE)))
              .quota();
    } catch (NoSuchResourceException neverAskedFor) {
      quota =
          region
              .quotas()
              .getAWSDefaultServiceQuota(
                  request ->
                      request
                          .serviceCode(service)
                          .quotaCode(code)
                          .overrideConfiguration(call -> call.apiCallTimeout(PATIENCE)))
              .quota();
    }
    return quota == null || quota.value() == null
        ? OptionalLong.empty()
        : OptionalLong.of(quota.value().longValue());
  }

  /** What the account has in a region, as far as it is asked for. */
  abstract Stream<?> counted(AwsRegion region);

  private static Stream<?> images(AwsRegion region, String filter, String... values) {
    return region
        .ec2()
        .describeImagesPaginator(
            request ->
                request
                    .owners("self")
                    .includeDeprecated(true)
                    .includeDisabled(true)
                    .maxResults(PAGE)
                    .filters(Filter.builder().name(filter).values(values).build()))
        .images()
        .stream();
  }
}
