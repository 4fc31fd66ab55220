package io.github.miragemaven.instance;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Retries;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.verify.VerifySettings;
import io.github.miragemaven.process.Uninterruptibly;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;

/** A single launch. Everything it creates is removed again unless the launch succeeds. */
final class LaunchAttempt {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final AwsRegion region;
  private final LaunchSettings settings;
  private final Project project;
  private final Execution execution;
  private final Progress progress;
  private final Time time;
  private final Instances instances;
  private final SecurityGroups groups;
  private final String run = UUID.randomUUID().toString();
  private final Set<String> created = new LinkedHashSet<>();
  private boolean finished;

  LaunchAttempt(AwsRegion region, LaunchSettings settings, Project project, Execution execution) {
    this.region = region;
    this.settings = settings;
    this.project = project;
    this.execution = execution;
    this.progress = execution.progress();
    this.time = execution.time();
    this.instances = new Instances(region);
    this.groups = new SecurityGroups(region, project);
  }

  /** Carries out a plan. */
  LaunchResult carryOut(LaunchPlan plan)
      throws FailureException, IOException, InterruptedException {
    try {
      SecurityGroup group = group(plan);
      String id = run(plan, group);
      created.add(id);
      progress.info("launched %s (%s) from %s".formatted(id, plan.type(), plan.ami().id()));
      ConsoleFollower console = new ConsoleFollower(instances, id, execution);
      StartupWait wait = new StartupWait(region, id, console, execution);
      Instance started = wait.start();
      Optional<LaunchFailure> failure = failure(wait, started);
      if (failure.isPresent()) {
        throw explain(failure.get(), group, console);
      }
      instances.tag(id, launchedTags());
      finished = true;
      console.save(settings.directory());
      return new LaunchResult(region.name(), started, address(started));
    } finally {
      if (!finished) {
        undoUninterruptibly();
      }
    }
  }

  private SecurityGroup group(LaunchPlan plan) throws FailureException {
    String vpc = plan.subnet().vpc();
    Optional<String> given = settings.network().securityGroup();
    return given.isPresent()
        ? groups.require(given.get(), vpc)
        : groups.ofProject(vpc, settings.network().ports(), tags());
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>(settings.spec().tags());
    tags.putAll(project.tags());
    tags.put("Name", project.artifactId() + " " + project.version());
    tags.put(TagKeys.ROLE, TagKeys.SITE);
    tags.put(TagKeys.DEPLOYMENT, run);
    return tags;
  }

  private Map<String, String> unfinishedTags(LaunchPlan plan) {
    Map<String, String> tags = tags();
    tags.put(TagKeys.STATE, TagKeys.UNFINISHED);
    Optional.ofNullable(plan.ami().tags().get(TagKeys.IMAGE))
        .ifPresent(image -> tags.put(TagKeys.IMAGE, image));
    return tags;
  }

  /** Retries while EC2 does not know a newly created security group yet (eventual consistency). */
  private String run(LaunchPlan plan, SecurityGroup group)
      throws FailureException, InterruptedException {
    Map<String, String> tags = unfinishedTags(plan);
    Instant known = time.now().plus(Retries.GRACE);
    while (true) {
      try {
        return instances.run(plan, settings, group.id(), run, tags);
      } catch (SdkException e) {
        if (!CallFailure.of(e).is("InvalidGroup.NotFound") || time.now().isAfter(known)) {
          throw LaunchError.refusal(region.name(), plan.type(), e);
        }
        time.pass(PAUSE);
      }
    }
  }

  private Optional<LaunchFailure> failure(StartupWait wait, Instance started)
      throws InterruptedException {
    if (!started.isRunning()) {
      return Optional.of(LaunchFailure.notRunning(started));
    }
    return settings.acceptance().site().isPresent()
        ? wait.verify(expected(started), settings.acceptance().timeout())
        : Optional.empty();
  }

  private VerifySettings expected(Instance started) {
    return settings.acceptance().site().orElseThrow().withHost(address(started));
  }

  private static String address(Instance instance) {
    return instance.address().orElse("");
  }

  /** Tags of a launched instance. */
  private Map<String, String> launchedTags() {
    return settings.acceptance().site().isPresent()
        ? Map.of(TagKeys.STATE, TagKeys.LAUNCHED, TagKeys.VERIFIED, time.now().toString())
        : Map.of(TagKeys.STATE, TagKeys.LAUNCHED);
  }

  /**
   * Reports the console's diagnosis, and terminates or keeps the instance. On Xen, EC2 publishes
   * the console late, but at the latest when the instance is terminated.
   */
  private FailureException explain(
      LaunchFailure failure, SecurityGroup group, ConsoleFollower console)
      throws FailureException, IOException, InterruptedException {
    String id = failure.instance().id();
    if (settings.acceptance().keepFailed()) {
      instances.tag(id, Map.of(TagKeys.STATE, TagKeys.KEPT));
      finished = true;
      progress.info(
          "keeping %s because mirage.launch.keepFailed is set; mvn mirage:terminate terminates it"
              .formatted(id));
    }
    String text = console.readLast();
    if (text.isBlank() && !finished) {
      undo();
      finished = true;
      text = console.readLast();
    }
    console.save(settings.directory());
    LaunchFailureReport report =
        new LaunchFailureReport(failure, group, settings.acceptance().port());
    report.logLines(text).forEach(progress::warn);
    return new UserFailureException(report.message(text));
  }

  private void undoUninterruptibly() {
    Uninterruptibly.run(
        () -> {
          try {
            undo();
          } catch (SdkException | FailureException e) {
            progress.warn(
                "The resources of the failed launch%s could not be removed: %s%nThe next mvn mirage:launch retries it, as does mvn mirage:terminate."
                    .formatted(
                        created.isEmpty() ? "" : " (%s)".formatted(String.join(", ", created)),
                        e.getMessage()));
          }
        });
  }

  /** Finds the instance by its tags if the response to RunInstances was lost. */
  private void undo() throws FailureException, InterruptedException {
    InstanceTermination termination = new InstanceTermination(region, project, execution);
    Set<String> ids = new LinkedHashSet<>(created);
    instances.ofRun(run).stream().filter(one -> !one.isGone()).forEach(one -> ids.add(one.id()));
    termination.terminate(ids);
    termination.deleteGroups(group -> project.origin().equals(group.tags().get(TagKeys.ORIGIN)));
  }
}
