package io.github.miragemaven.instance;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.aws.RegionProvider.Capability;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.console.Diagnosis;
import io.github.miragemaven.instance.console.InstanceFacts;
import io.github.miragemaven.instance.verify.Verification;
import io.github.miragemaven.instance.verify.Verifier;
import io.github.miragemaven.progress.Progress;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Verifies an instance's site, and diagnoses its console if the site fails.
 *
 * @param aws opens the region
 * @param settings the settings
 * @param project the project
 * @param progress receives the goal's output
 */
public record Inspection(Aws aws, InspectionSettings settings, Project project, Progress progress) {

  /**
   * Verifies the site.
   *
   * @throws UserFailureException if there is no such instance, or none is running
   */
  public InspectionResult inspect() throws FailureException, InterruptedException {
    return aws.in(settings.region(), this::inspect);
  }

  private InspectionResult inspect(AwsRegion region) throws FailureException, InterruptedException {
    Instances instances = new Instances(region);
    Instance instance = chosen(instances);
    String address =
        instance
            .address()
            .orElseThrow(
                () ->
                    new UserFailureException(
                        "The instance %s has no address.%nSet another one (-Dmirage.instance=...), or launch one with mvn mirage:launch."
                            .formatted(instance.id())));
    progress.info("verifying %s at %s".formatted(instance.id(), address));
    Verification seen = Verifier.verify(settings.site().withHost(address), region::reach, progress);
    return new InspectionResult(
        seen, seen.passed() ? Optional.empty() : diagnosis(region, instance, seen));
  }

  private Instance chosen(Instances instances) throws UserFailureException {
    if (settings.instance().isPresent()) {
      return instances.require(settings.instance().get());
    }
    return instances.ofSite(project.key()).stream()
        .filter(Instance::isRunning)
        .findFirst()
        .orElseThrow(
            () ->
                new UserFailureException(
                    "%s has no running instance in %s.%nLaunch one with mvn mirage:launch, or set the site's address: -Dmirage.verify.address=blog.example.com."
                        .formatted(project.key(), settings.region())));
  }

  /** A console that cannot be read causes a warning and does not hide the verification. */
  private Optional<Diagnosis> diagnosis(AwsRegion region, Instance instance, Verification seen) {
    InstanceFacts known =
        InstanceFacts.unknown()
            .withVirtualization(instance.spec().virtualization())
            .withConnected(seen.connected());
    if (!region.supports(Capability.IMMEDIATE_CONSOLE)) {
      known = known.withOldText();
    }
    try {
      String console = new Instances(region).console(instance.id());
      return Optional.of(Diagnosis.of(console, admitted(region, instance, known)));
    } catch (SdkException e) {
      return unreadable(instance, CallFailure.of(e).message());
    } catch (UserFailureException e) {
      return unreadable(instance, e.getMessage());
    }
  }

  private Optional<Diagnosis> unreadable(Instance instance, String reason) {
    progress.warn("The console of %s cannot be read: %s".formatted(instance.id(), reason));
    return Optional.empty();
  }

  private InstanceFacts admitted(AwsRegion region, Instance instance, InstanceFacts known)
      throws UserFailureException {
    SecurityGroups groups = new SecurityGroups(region, project);
    boolean admitted = false;
    for (String id : instance.network().groups()) {
      admitted |=
          groups
              .require(id, instance.network().vpc())
              .isOpenToAnyone(settings.site().address().port());
    }
    return known.withAdmitted(admitted);
  }
}
