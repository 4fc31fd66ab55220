package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.ami.DeploymentLock;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Explanation;
import io.github.miragemaven.aws.Interruption;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.aws.Waiting;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.Instance;
import io.github.miragemaven.instance.Instances;
import io.github.miragemaven.instance.Launch;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a switch and a rollback find and work with in a region.
 *
 * @param region the region
 * @param signpost what leads visitors to instances
 * @param instances the instances there
 * @param departure what becomes of those that lose the name
 * @param patience how long is waited
 * @param fresh waits for the address of an instance that was just started
 * @param progress tells of it
 */
record Scene(
    AwsRegion region,
    Signpost signpost,
    Instances instances,
    Departure departure,
    Patience patience,
    FreshAddress fresh,
    Progress progress) {

  /**
   * Something that takes place.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  interface Act<T> {
    T in(Scene scene) throws FailureException, IOException, InterruptedException;
  }

  /** Sets scenes, one launch or switch at a time in one directory. */
  record Opener(Aws aws, SwitchSettings settings, Project project, Progress progress, Time time) {

    /** Plays an act, which Ctrl-C ends in good order. */
    @SuppressWarnings("try") // What is held meanwhile is not spoken to.
    <T> T play(String goal, Act<T> act) throws FailureException, IOException, InterruptedException {
      try (DeploymentLock lock = Launch.lock(settings.directory());
          Interruption interruption = Interruption.ofThisThread();
          AwsRegion region = aws.region(settings.region())) {
        Patience patience = new Patience(new Waiting(progress, time), settings.patience());
        Instances instances = new Instances(region);
        return act.in(
            new Scene(
                region,
                settings.name().signpost(region, patience, time),
                instances,
                new Departure(region, project, settings, progress, time),
                patience,
                new FreshAddress(instances, progress, time),
                progress));
      } catch (AbortedException e) {
        throw new InterruptedException("The " + goal + " was interrupted");
      } catch (SdkException e) {
        throw Explanation.of(settings.region(), e);
      }
    }
  }

  /** Leads the name elsewhere. */
  Move move() {
    return new Move(signpost, instances, progress);
  }

  /** Stops an instance again that was started in vain, or tells that it runs. */
  void stopInPeace(String id) {
    boolean interrupted = Thread.interrupted();
    try {
      instances.stop(id);
      progress.info("stopped %s again".formatted(id));
    } catch (SdkException e) {
      progress.warn(
          "%s could not be stopped again: %s%nTo stop it: aws ec2 stop-instances --region %s --instance-ids %s"
              .formatted(id, e.getMessage(), region.name(), id));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether some of the places are an instance's. */
  boolean leadsTo(Instance instance, Set<String> places) {
    try {
      return signpost.places(instance).stream().anyMatch(places::contains);
    } catch (UserFailureException noPlace) {
      return false;
    }
  }

  /**
   * Where the name shall not lead any more: where it leads now but to the instance that is wanted,
   * or, where it leads to others too, the project's instances.
   */
  Set<String> from(Set<String> now, Collection<Instance> left, Set<String> to)
      throws UserFailureException {
    Set<String> from = new TreeSet<>(now);
    if (signpost.isShared()) {
      Set<String> own = new HashSet<>();
      for (Instance instance : left) {
        own.addAll(signpost.places(instance));
      }
      from.retainAll(own);
    }
    from.removeAll(to);
    return from;
  }
}
