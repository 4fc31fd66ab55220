package io.github.miragemaven.mojo;

import io.github.miragemaven.AwsSteps;
import io.github.miragemaven.ami.Outcome;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.resources.RegionStatus;
import io.github.miragemaven.resources.StatusFile;
import io.github.miragemaven.resources.StatusReport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Lists the project's AMIs, snapshots and instances in each region: which AMI is current, how long
 * each instance has been running, whether its site answers and which one serves visitors, what was
 * left over and how to remove it, and the monthly cost. Changes nothing. The same information is in
 * {@code target/mirage/status.json}.
 */
@Mojo(name = "status", threadSafe = true)
public final class StatusMojo extends ExpectedSiteMojo {

  /**
   * The price of a GiB of snapshots per month, in US dollars, 0 or more. Default: the plugin's
   * estimate for the region. Example: {@code -Dmirage.status.pricePerGiB=0.068}.
   */
  @Parameter(property = "mirage.status.pricePerGiB")
  Double pricePerGiB;

  /**
   * An AWS Systems Manager parameter whose AMI the list marks. Default: none. Example: {@code
   * -Dmirage.ssmParameter=/blog/ami}.
   */
  @Parameter(property = "mirage.ssmParameter")
  String ssmParameter;

  @Override
  void performOnAws(Progress progress) throws IOException, FailureException, InterruptedException {
    if (pricePerGiB != null && !(pricePerGiB >= 0)) {
      throw new UserFailureException(
          "mirage.status.pricePerGiB is %s.%nSet it to a price in US dollars, such as 0.05."
              .formatted(pricePerGiB));
    }
    AwsSteps steps = awsSteps(progress);
    List<Outcome<RegionStatus>> outcomes =
        steps.status(
            regionNames(),
            given(ssmParameter),
            expectedSite(SiteAddress.NONE, buildSteps(progress)));
    StatusReport report =
        new StatusReport(steps.project(), Optional.ofNullable(pricePerGiB), Instant.now());
    outcomes.forEach(outcome -> print(outcome, report));
    StatusFile.write(mirageDirectory.toPath().resolve("status.json"), report, outcomes);
    Outcome.requireSuccess(outcomes);
  }

  private void print(Outcome<RegionStatus> outcome, StatusReport report) {
    outcome.value().ifPresent(status -> report.lines(status).forEach(getLog()::info));
    outcome
        .failure()
        .ifPresent(
            failure ->
                getLog().error("%s failed: %s".formatted(outcome.region(), failure.getMessage())));
  }
}
