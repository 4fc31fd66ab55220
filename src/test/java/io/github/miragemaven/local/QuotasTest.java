package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.local.service.Quota;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuota;

/** Tests the account's quotas and the errors when they are exceeded. */
class QuotasTest extends RegionTest {

  @Override
  LocalRegionSettings settings() {
    return super.settings()
        .lettingImagesBePublic()
        .withQuota(Quota.SNAPSHOTS, 2)
        .withQuota(Quota.AMIS, 2)
        .withQuota(Quota.PUBLIC_AMIS, 1);
  }

  private ServiceQuota quota(String service, String code) {
    return clients()
        .quotas()
        .getServiceQuota(ask -> ask.serviceCode(service).quotaCode(code))
        .quota();
  }

  @Test
  void saysWhatTheAccountMayHave() {
    ServiceQuota quota = quota("ebs", "L-309BACF6");
    assertThat(quota.value()).isEqualTo(2);
    assertThat(quota.quotaName()).isEqualTo("Snapshots per Region");
    assertThat(quota.quotaArn())
        .isEqualTo("arn:aws:servicequotas:local:123456789012:ebs/L-309BACF6");
    assertThat(quota("ec2", "L-0E3CBAB9").value()).isEqualTo(1);
  }

  @Test
  void saysWhatEveryAccountHas() {
    assertThat(
            clients()
                .quotas()
                .getAWSDefaultServiceQuota(ask -> ask.serviceCode("ec2").quotaCode("L-B665C33B"))
                .quota()
                .value())
        .isEqualTo(50_000);
  }

  @Test
  void knowsNoOtherQuotas() {
    assertThat(refusal(() -> quota("ec2", "L-309BACF6"))).isEqualTo("NoSuchResourceException 400");
  }

  @Test
  void refusesOneSnapshotTooMany() {
    completedSnapshot();
    completedSnapshot();
    assertThat(refusal(() -> clients().ebs().startSnapshot(ask -> ask.volumeSize(1L))))
        .isEqualTo("ServiceQuotaExceededException 402");
    String volume =
        clients().ec2().createVolume(ask -> ask.size(1).availabilityZone("locala")).volumeId();
    assertThat(refusal(() -> clients().ec2().createSnapshot(ask -> ask.volumeId(volume))))
        .isEqualTo("SnapshotLimitExceeded 400");
  }

  @Test
  void refusesOneImageTooMany() {
    String snapshot = completedSnapshot();
    register("blog-1", snapshot);
    register("blog-2", snapshot);
    assertThat(refusal(() -> register("blog-3", snapshot))).isEqualTo("AMIQuotaExceeded 400");
  }

  @Test
  void refusesOnePublicImageTooMany() {
    String snapshot = completedSnapshot();
    String first = register("blog-1", snapshot);
    String second = register("blog-2", snapshot);
    share(first);
    share(first);
    assertThat(refusal(() -> share(second))).isEqualTo("ResourceLimitExceeded 400");
  }

  private void share(String image) {
    LaunchPermission everyone = LaunchPermission.builder().group("all").build();
    clients()
        .ec2()
        .modifyImageAttribute(
            ask -> ask.imageId(image).launchPermission(change -> change.add(everyone)));
  }
}
