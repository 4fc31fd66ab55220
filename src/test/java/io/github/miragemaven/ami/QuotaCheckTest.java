package io.github.miragemaven.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.local.LocalRegionSettings;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.local.service.Policy;
import io.github.miragemaven.local.service.Quota;
import io.github.miragemaven.tools.Slow;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class QuotaCheckTest {

  private static final List<Integer> IMAGE = List.of(1, 0, 2);
  private static final List<Integer> CHANGED = List.of(1, 0, 3);

  @TempDir Path directory;

  private Deployments deployments;

  @BeforeEach
  void open() {
    deployments = new Deployments(directory);
  }

  @Test
  void refusesOneAmiTooManyBeforeTheFirstBlock() throws Exception {
    deployments.deploy(IMAGE);
    regionWith(usual -> usual.withQuota(Quota.AMIS, 1));
    assertThatThrownBy(() -> deployments.deploy(CHANGED))
        .isInstanceOf(UserFailureException.class)
        .hasMessage(
            """
            The quota "AMIs" (L-B665C33B of ec2) in local is used up: the account has 1 of 1.
            Remove AMIs that you do not need (mvn mirage:prune), or request an increase:
            aws service-quotas request-service-quota-increase --region local --service-code ec2 --quota-code L-B665C33B --desired-value 2\
            """
                .replace("\n", System.lineSeparator()));
    assertNothingWasMade();
  }

  @Test
  void refusesOneSnapshotTooManyBeforeTheFirstBlock() throws Exception {
    deployments.deploy(IMAGE);
    regionWith(usual -> usual.withQuota(Quota.SNAPSHOTS, 1));
    assertThatThrownBy(() -> deployments.deploy(CHANGED))
        .hasMessageContaining("\"Snapshots per Region\" (L-309BACF6 of ebs) in local");
    assertNothingWasMade();
  }

  @Test
  void refusesOnePublicAmiTooManyBeforeTheFirstBlock() throws Exception {
    deployments.with(QuotaCheckTest::sharedWithAll);
    regionWith(usual -> usual.lettingImagesBePublic().withQuota(Quota.PUBLIC_AMIS, 1));
    deployments.deploy(IMAGE);
    assertThatThrownBy(() -> deployments.deploy(CHANGED))
        .hasMessageContaining("\"Public AMIs\" (L-0E3CBAB9 of ec2) in local");
    assertNothingWasMade();
  }

  @Test
  void dryRunTellsOfAQuotaToo() throws Exception {
    deployments.deploy(IMAGE);
    regionWith(usual -> usual.withQuota(Quota.AMIS, 1));
    assertThatThrownBy(() -> deployments.plan(CHANGED)).hasMessageContaining("\"AMIs\"");
  }

  @Test
  void lastOneThatIsAllowedIsMade() throws Exception {
    deployments.deploy(IMAGE);
    regionWith(usual -> usual.withQuota(Quota.AMIS, 2).withQuota(Quota.SNAPSHOTS, 2));
    assertThat(deployments.deploy(CHANGED).source()).isEqualTo(Deployed.Source.REGISTERED);
  }

  @Test
  void snapshotThatIsThereAlreadyIsNotOneMore() throws Exception {
    deployments.deploy(IMAGE);
    regionWith(usual -> usual.withQuota(Quota.SNAPSHOTS, 1));
    assertThat(deployments.version("1.1").deploy(IMAGE).source())
        .isEqualTo(Deployed.Source.REGISTERED);
  }

  @Test
  void snapshotThatIsFinishedIsNotOneMore() throws Exception {
    regionWith(
        usual ->
            usual
                .failing(Faults.none().on("PutSnapshotBlock").block(2).give(Fault.denied()))
                .allowing(Policy.denying("ec2:DeleteSnapshot")));
    assertThatThrownBy(() -> deployments.deploy(IMAGE)).isInstanceOf(UserFailureException.class);
    regionWith(usual -> usual.withQuota(Quota.SNAPSHOTS, 1));
    assertThat(deployments.deploy(IMAGE).source()).isEqualTo(Deployed.Source.REGISTERED);
  }

  @Test
  void nothingIsAskedOfQuotasWhereNothingIsMade() throws Exception {
    deployments.deploy(IMAGE);
    deployments.deploy(IMAGE);
    assertThat(deployments.requests("GetServiceQuota")).isZero();
  }

  @Test
  void usualQuotasAreAskedForWhereTheAccountHasNoneOfItsOwn() throws Exception {
    deployments.deploy(IMAGE);
    assertThat(deployments.requests("GetAWSDefaultServiceQuota")).isEqualTo(2);
    assertThat(deployments.progress.lines())
        .anyMatch(line -> line.startsWith("DEBUG the quota L-B665C33B of ec2 is"));
  }

  @Test
  void whoMayNotAskDeploysAllTheSame() throws Exception {
    regionWith(
        usual ->
            usual.allowing(
                Policy.denying(
                    "servicequotas:GetServiceQuota", "servicequotas:GetAWSDefaultServiceQuota")));
    assertThat(deployments.deploy(IMAGE).source()).isEqualTo(Deployed.Source.REGISTERED);
    assertThat(deployments.progress.lines())
        .anyMatch(line -> line.startsWith("DEBUG the quota L-B665C33B of ec2 is unknown"));
  }

  @Test
  void serviceThatFailsIsNoObstacle() throws Exception {
    regionWith(
        usual -> usual.failing(Faults.none().on("GetServiceQuota").give(Fault.internalError())));
    assertThat(deployments.deploy(IMAGE).source()).isEqualTo(Deployed.Source.REGISTERED);
  }

  /** Then AWS refuses what is beyond it, and what was made is removed. */
  @Test
  void quotaThatMayNotBeAskedForShowsLater() throws Exception {
    deployments.deploy(IMAGE);
    regionWith(
        usual ->
            usual
                .withQuota(Quota.AMIS, 1)
                .allowing(Policy.denying("servicequotas:GetServiceQuota")));
    assertThatThrownBy(() -> deployments.deploy(CHANGED))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("quota")
        .hasMessageContaining("AMIQuotaExceeded");
    assertThat(deployments.regions.leaks("local")).isEmpty();
  }

  private void regionWith(UnaryOperator<LocalRegionSettings> change) {
    deployments.regions.with(change);
  }

  private void assertNothingWasMade() {
    assertThat(deployments.regions.asked("local"))
        .contains("GetServiceQuota")
        .allMatch(operation -> operation.matches("(Describe|Get|List).*"));
  }

  private static AmiSettings sharedWithAll(AmiSettings ami) {
    return ami.toBuilder().launchPermissions(List.of(LaunchPermission.PUBLIC)).build();
  }
}
