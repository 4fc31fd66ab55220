package io.github.miragemaven.mojo;

import io.github.miragemaven.Road;
import io.github.miragemaven.ami.Outcome;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.holdings.Standing;
import io.github.miragemaven.holdings.Status;
import io.github.miragemaven.holdings.StatusFile;
import io.github.miragemaven.holdings.StatusReport;
import io.github.miragemaven.instance.Sightings;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Lists the project's AMIs and snapshots in each region: which one is current, what was left over
 * and how to remove it, and what all of it costs a month; and its instances: since when each runs,
 * whether its site answers, and which is serving. Changes nothing. The same is in {@code
 * target/mirage/status.json}.
 */
@Mojo(name = "status", threadSafe = true)
public final class StatusMojo extends AnswerMojo {

  private static final int CONNECTIONS = 4;

  /**
   * What a GiB of snapshots costs for a month, in US dollars, where the plugin's own estimate for
   * the region is not right. Example: {@code -Dmirage.status.pricePerGiB=0.068}.
   */
  @Parameter(property = "mirage.status.pricePerGiB")
  Double pricePerGiB;

  @Inject
  StatusMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  Optional<String> reasonToSkip() {
    return Optional.empty();
  }

  @Override
  void take(Road road) throws IOException, FailureException, InterruptedException {
    if (pricePerGiB != null && !(pricePerGiB >= 0)) {
      throw new UserFailureException(
          "mirage.status.pricePerGiB is %s.%nSet it to a price in US dollars, such as 0.05."
              .formatted(pricePerGiB));
    }
    Project looked = Origin.project(project);
    List<Outcome<Standing>> outcomes =
        new Status(
                aws(CONNECTIONS),
                regionNames(),
                looked,
                given(ssmParameter),
                new Sightings(looked, answer("", road)))
            .look();
    StatusReport report = new StatusReport(looked, Optional.ofNullable(pricePerGiB), Instant.now());
    outcomes.forEach(outcome -> print(outcome, report));
    StatusFile.write(mirageDirectory.toPath().resolve("status.json"), report, outcomes);
    Outcome.requireSuccess(outcomes);
  }

  private void print(Outcome<Standing> outcome, StatusReport report) {
    outcome.value().ifPresent(standing -> report.lines(standing).forEach(getLog()::info));
    outcome
        .failure()
        .ifPresent(
            failure ->
                getLog().error("%s failed: %s".formatted(outcome.region(), failure.getMessage())));
  }
}
