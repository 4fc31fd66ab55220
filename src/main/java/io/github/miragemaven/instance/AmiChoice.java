package io.github.miragemaven.instance;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.Amis;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.UserFailureException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Chooses the AMI to launch.
 *
 * @param region the region of the AMI
 * @param project the project whose newest AMI is the default
 */
public record AmiChoice(AwsRegion region, Project project) {

  /**
   * Returns the configured AMI, or the project's newest one.
   *
   * @param id the configured id
   * @throws UserFailureException if there is no such AMI, or it cannot be launched
   */
  public Ami of(Optional<String> id) throws UserFailureException {
    return id.isPresent() ? require(id.get()) : newest();
  }

  private Ami newest() throws UserFailureException {
    return new Amis(region)
        .tagged(TagKeys.PROJECT, project.key()).stream()
            .filter(ami -> ami.state() == Ami.State.AVAILABLE)
            .max(Comparator.comparing(Ami::created).thenComparing(Ami::id))
            .orElseThrow(
                () ->
                    new UserFailureException(
                        "%s has no available AMI in %s.%nRun mvn deploy -Dmirage.region=%s first, or set one (-Dmirage.ami=ami-...)."
                            .formatted(project.key(), region.name(), region.name())));
  }

  private Ami require(String id) throws UserFailureException {
    Ami ami =
        new Amis(region)
            .launchable(id)
            .orElseThrow(
                () ->
                    new UserFailureException(
                        "There is no AMI %s in %s that this account can launch.%nCorrect mirage.ami (-Dmirage.ami=ami-...); mvn mirage:status lists the project's."
                            .formatted(id, region.name())));
    if (ami.state() != Ami.State.AVAILABLE) {
      throw new UserFailureException(
          "The AMI %s in %s cannot be launched: it is %s.%nSet another one (-Dmirage.ami=ami-...), or leave it out for the project's newest."
              .formatted(id, region.name(), ami.state().name().toLowerCase(Locale.ROOT)));
    }
    return ami;
  }
}
