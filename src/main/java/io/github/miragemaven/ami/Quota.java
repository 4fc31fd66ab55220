package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.servicequotas.model.NoSuchResourceException;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuota;

/**
 * A quota that a deployment may exceed (AWS General Reference, "Amazon EC2 endpoints and quotas"
 * and "Amazon EBS endpoints and quotas").
 */
enum Quota {
  /** Private and public AMIs. Failed ones do not count. */
  AMIS("ec2", "L-B665C33B", "AMIs") {
    @Override
    Stream<?> used(AwsRegion region) {
      return images(region, "state", "available", "pending", "disabled");
    }
  },
  /** Public AMIs. */
  PUBLIC_AMIS("ec2", "L-0E3CBAB9", "Public AMIs") {
    @Override
    Stream<?> used(AwsRegion region) {
      return images(region, "is-public", "true");
    }
  },
  /** Snapshots. */
  SNAPSHOTS("ebs", "L-309BACF6", "Snapshots per Region") {
    @Override
    Stream<?> used(AwsRegion region) {
      return region
          .ec2()
          .describeSnapshotsPaginator(request -> request.ownerIds("self").maxResults(PAGE))
          .snapshots()
          .stream();
    }
  };

  /** The maximum page size of EC2. */
  private static final int PAGE = 1000;

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final String service;
  private final String code;
  private final String title;

  Quota(String service, String code, String title) {
    this.service = service;
    this.code = code;
    this.title = title;
  }

  /** Returns the service code. */
  String service() {
    return service;
  }

  /** Returns the quota code. */
  String code() {
    return code;
  }

  /** Returns the quota's name. */
  String title() {
    return title;
  }

  /** Returns the value of the quota in a region; empty if Service Quotas does not list it. */
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
                          .overrideConfiguration(call -> call.apiCallTimeout(TIMEOUT)))
              .quota();
    } catch (NoSuchResourceException notIncreased) {
      quota =
          region
              .quotas()
              .getAWSDefaultServiceQuota(
                  request ->
                      request
                          .serviceCode(service)
                          .quotaCode(code)
                          .overrideConfiguration(call -> call.apiCallTimeout(TIMEOUT)))
              .quota();
    }
    return quota == null || quota.value() == null
        ? OptionalLong.empty()
        : OptionalLong.of(quota.value().longValue());
  }

  /** Lists the resources in a region that count toward the quota; pages are read as needed. */
  abstract Stream<?> used(AwsRegion region);

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
