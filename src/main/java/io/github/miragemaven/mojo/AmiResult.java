package io.github.miragemaven.mojo;

import io.github.miragemaven.ami.Deployed;
import io.github.miragemaven.ami.Outcome;
import java.io.File;
import java.util.List;
import java.util.Properties;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/** Publishes the result of a deployment to the user, to other plugins and to other modules. */
final class AmiResult {

  static final String CLASSIFIER = "ami";

  private final MavenProject project;
  private final MavenProjectHelper artifacts;
  private final Log log;

  AmiResult(MavenProject project, MavenProjectHelper artifacts, Log log) {
    this.project = project;
    this.artifacts = artifacts;
    this.log = log;
  }

  /** Prints the result, sets the project's properties, and attaches the result file. */
  void publish(List<Outcome<Deployed>> outcomes, File file) {
    outcomes.forEach(outcome -> print(outcome, outcomes.size() > 1));
    List<Deployed> deployed =
        outcomes.stream().flatMap(outcome -> outcome.value().stream()).toList();
    Properties properties = project.getProperties();
    deployed.forEach(
        one -> properties.setProperty("mirage.ami.id." + one.region(), one.ami().id()));
    if (!deployed.isEmpty()) {
      properties.setProperty("mirage.ami.id", deployed.get(0).ami().id());
      properties.setProperty("mirage.snapshot.id", deployed.get(0).snapshot());
    }
    artifacts.attachArtifact(project, "json", CLASSIFIER, file);
  }

  /** Maven prints the failure of a single region at the end of the build. */
  private void print(Outcome<Deployed> outcome, boolean oneOfSeveral) {
    log.info("");
    outcome
        .value()
        .ifPresent(
            deployed -> {
              log.info(
                  "AMI      %s in %s, %s"
                      .formatted(
                          deployed.ami().id(), deployed.region(), source(deployed.source())));
              log.info("Name     " + deployed.ami().name());
              log.info("Snapshot " + deployed.snapshot());
            });
    outcome
        .failure()
        .filter(failure -> oneOfSeveral)
        .ifPresent(
            failure ->
                "%s failed: %s"
                    .formatted(outcome.region(), failure.getMessage())
                    .lines()
                    .forEach(log::error));
  }

  private static String source(Deployed.Source source) {
    return switch (source) {
      case EXISTING -> "already registered";
      case REGISTERED -> "new";
      case COPIED -> "a copy";
    };
  }
}
