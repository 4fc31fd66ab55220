package io.github.miragemaven.resources;

import io.github.miragemaven.ami.Outcome;
import io.github.miragemaven.ami.ParallelRegions;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.instance.InstanceStatuses;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Reads the status of a project's resources.
 *
 * @param aws AWS
 * @param regions the regions
 * @param project the project
 * @param ssmParameter the SSM parameter that holds the current AMI's ID
 * @param statuses reads the status of its instances
 */
public record Status(
    Aws aws,
    List<String> regions,
    Project project,
    Optional<String> ssmParameter,
    InstanceStatuses statuses) {

  /** Copies the regions. */
  public Status {
    regions = List.copyOf(regions);
  }

  /**
   * Reads each region.
   *
   * @return the status by region, in the order of the settings
   */
  public List<Outcome<RegionStatus>> read()
      throws FailureException, IOException, InterruptedException {
    try (ParallelRegions open = ParallelRegions.open(aws, regions)) {
      return open.each(
          region ->
              new RegionStatus(
                  ProjectResources.of(region, project, ssmParameter), statuses.in(region)));
    }
  }
}
