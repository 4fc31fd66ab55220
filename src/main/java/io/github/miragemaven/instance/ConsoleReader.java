package io.github.miragemaven.instance;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.RegionProvider.Capability;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.aws.Waiting;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.console.Diagnosis;
import io.github.miragemaven.instance.console.InstanceFacts;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reads an instance's console, follows it, saves it and diagnoses it. */
public final class ConsoleReader {

  private static final Duration STOP_LIMIT = Duration.ofMinutes(10);

  /** Time that EC2 may take to publish the console of a stopped instance. */
  private static final Duration PUBLISH_LIMIT = Duration.ofMinutes(3);

  private static final int MAX_READS = 4;
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Aws aws;
  private final ConsoleSettings settings;
  private final Project project;
  private final Execution execution;
  private final Progress progress;
  private final Time time;

  /** Creates a reader of a project's consoles. */
  public ConsoleReader(Aws aws, ConsoleSettings settings, Project project, Execution execution) {
    this.aws = aws;
    this.settings = settings;
    this.project = project;
    this.execution = execution;
    this.progress = execution.progress();
    this.time = execution.time();
  }

  /**
   * Reads the console and saves it to {@code console.log}, even if following it is interrupted.
   *
   * @return the diagnosis
   */
  public Diagnosis read() throws FailureException, IOException, InterruptedException {
    return aws.in(settings.region(), this::read);
  }

  private Diagnosis read(AwsRegion region)
      throws FailureException, IOException, InterruptedException {
    Instances instances = new Instances(region);
    Instance instance = chosen(instances);
    ConsoleFollower console = new ConsoleFollower(instances, instance.id(), execution);
    progress.info(
        "reading the console of %s: %s, %s, %s"
            .formatted(
                instance.id(),
                instance.state().text(),
                instance.spec().type(),
                instance.spec().ami()));
    try {
      String text = firstText(region, console);
      if (settings.follow().isPresent()) {
        instance = followed(instances, instance, console, settings.follow().get());
      }
      if (settings.stop() && instance.isRunning()) {
        instance = stopped(instances, instance, console, text);
      }
    } finally {
      console.save(settings.directory());
    }
    console.readLast();
    suggestStopping(region, instance, console.text());
    return Diagnosis.of(console.text(), facts(region, instance));
  }

  /**
   * The local region boots an instance when it is first described, so the first reads may be empty.
   */
  private String firstText(AwsRegion region, ConsoleFollower console) throws InterruptedException {
    String text = console.read();
    for (int reads = 1;
        text.isBlank() && region.supports(Capability.IMMEDIATE_CONSOLE) && reads < MAX_READS;
        reads++) {
      time.pass(PAUSE);
      text = console.read();
    }
    return text;
  }

  private Instance chosen(Instances instances) throws UserFailureException {
    if (settings.instance().isPresent()) {
      return instances.require(settings.instance().get());
    }
    List<Instance> own = instances.ofSite(project.key());
    return own.stream()
        .filter(instance -> !instance.isGone())
        .findFirst()
        .or(() -> own.stream().findFirst())
        .orElseThrow(
            () ->
                new UserFailureException(
                    "%s has no instance in %s.%nLaunch one with mvn mirage:launch, or set one (-Dmirage.instance=...)."
                        .formatted(project.key(), settings.region())));
  }

  private Instance followed(
      Instances instances, Instance instance, ConsoleFollower console, Duration limit)
      throws InterruptedException {
    Instant end = time.now().plus(limit);
    Instance now = instance;
    while (!now.isGone() && now.state() != Instance.State.STOPPED && time.now().isBefore(end)) {
      time.pass(PAUSE);
      console.update();
      now = instances.find(instance.id()).orElse(now);
    }
    return now;
  }

  private Instance stopped(
      Instances instances, Instance instance, ConsoleFollower console, String before)
      throws FailureException, InterruptedException {
    if (instance.spec().spot()) {
      throw new UserFailureException(
          "%s is a spot instance, which cannot be stopped.%nLeave out mirage.console.stop, or terminate it (mvn mirage:terminate) and read its console within the hour."
              .formatted(instance.id()));
    }
    progress.info("stopping " + instance.id());
    instances.stop(instance.id());
    Instance stopped =
        new Waiting(execution)
            .until(
                "the instance " + instance.id() + " is not stopped",
                STOP_LIMIT,
                () ->
                    instances
                        .find(instance.id())
                        .filter(one -> one.isGone() || one.state() == Instance.State.STOPPED));
    Instant published = time.now().plus(PUBLISH_LIMIT);
    while (console.read().equals(before) && time.now().isBefore(published)) {
      time.pass(PAUSE);
    }
    progress.info(
        "stopped %s; aws ec2 start-instances starts it again, and mvn mirage:terminate terminates it"
            .formatted(instance.id()));
    return stopped;
  }

  private void suggestStopping(AwsRegion region, Instance instance, String text) {
    if (instance.isRunning()
        && !settings.stop()
        && (text.isBlank() || !region.supports(Capability.IMMEDIATE_CONSOLE))) {
      progress.info(
          "EC2 publishes the console of a Xen instance some minutes after it has started, and when"
              + " it stops.");
      progress.info("To stop it and read the console again, add -Dmirage.console.stop");
    }
  }

  private static InstanceFacts facts(AwsRegion region, Instance instance) {
    InstanceFacts known =
        InstanceFacts.unknown().withVirtualization(instance.spec().virtualization());
    if (!instance.isRunning()) {
      return known.stopped();
    }
    return region.supports(Capability.IMMEDIATE_CONSOLE) ? known : known.withOldText();
  }
}
