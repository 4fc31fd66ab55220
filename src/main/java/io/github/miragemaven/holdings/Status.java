package io.github.miragemaven.holdings;

import io.github.miragemaven.ami.Outcome;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.instance.Sightings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Looks at what a project has.
 *
 * @param aws where
 * @param regions in which regions
 * @param project the project
 * @param ssmParameter the parameter that names the newest AMI
 * @param sightings how its instances are looked at
 */
public record Status(
    Aws aws,
    List<String> regions,
    Project project,
    Optional<String> ssmParameter,
    Sightings sightings) {

  /** Copies the regions. */
  public Status {
    regions = List.copyOf(regions);
  }

  /**
   * Looks into each region.
   *
   * @return what was found there, in the order of the settings
   */
  public List<Outcome<Standing>> look() throws FailureException, IOException, InterruptedException {
    try (Regions open = Regions.open(aws, regions)) {
      return open.each(
          region -> new Standing(Holdings.of(region, project, ssmParameter), sightings.in(region)));
    }
  }
}
