package io.github.miragemaven.mojo;

import io.github.miragemaven.BuildSteps;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.incremental.BuildLock;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** Base of the goals: skips them, and turns their failures into Maven's exceptions. */
abstract class GoalMojo extends AbstractMojo {

  /** The project being built. */
  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  MavenProject project;

  /** The current Maven session. */
  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  MavenSession session;

  /** The directory for the plugin's results and records. */
  @Parameter(defaultValue = "${project.build.directory}/mirage", readonly = true, required = true)
  File mirageDirectory;

  /**
   * Skips all goals of this plugin. A project with packaging {@code unikernel} then has no main
   * artifact, so skip {@code install} as well. Example: {@code -Dmirage.skip -Dmaven.install.skip}.
   */
  @Parameter(property = "mirage.skip", defaultValue = "false")
  boolean skip;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    Optional<String> reason = skip ? Optional.of("mirage.skip is set") : reasonToSkip();
    if (reason.isPresent()) {
      getLog().info("skipped: " + reason.get());
      return;
    }
    try {
      Progress progress = new LogProgress(getLog(), this::shorten, Terminal.of(session).live());
      if (isBuildStep()) {
        performAlone(progress);
      } else {
        perform(progress);
      }
    } catch (UserFailureException e) {
      throw suppressing(e, new MojoFailureException(shorten(e.getMessage())));
    } catch (FailureException e) {
      throw suppressing(e, new MojoExecutionException(shorten(e.getMessage())));
    } catch (UncheckedIOException e) {
      throw suppressing(e, new MojoExecutionException(shorten(message(e.getCause()))));
    } catch (IOException e) {
      throw suppressing(e, new MojoExecutionException(shorten(message(e))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("The build was interrupted", e);
    }
  }

  /** Maven appends a cause's message to the output; a suppressed exception appears only with -e. */
  private static <T extends Exception> T suppressing(Exception reason, T failure) {
    failure.addSuppressed(reason);
    return failure;
  }

  /** The reason to skip this goal, if there is one. */
  Optional<String> reasonToSkip() {
    return Optional.empty();
  }

  /** The reason to skip a goal whose own {@code skip} parameter is set. */
  static Optional<String> skippedBy(String parameter, boolean set) {
    return set ? Optional.of(parameter + " is set") : Optional.empty();
  }

  /**
   * Whether the goal replaces files that other goals read. Only one such goal of a project runs at
   * a time, even if there are several builds of it.
   */
  boolean isBuildStep() {
    return false;
  }

  @SuppressWarnings("try") // The lock is held for its close() only.
  private void performAlone(Progress progress)
      throws IOException, FailureException, InterruptedException {
    try (BuildLock lock = BuildLock.acquire(mirageDirectory.toPath(), progress)) {
      perform(progress);
    }
  }

  /** Does the goal's work. */
  abstract void perform(Progress progress)
      throws IOException, FailureException, InterruptedException;

  final BuildSteps buildSteps(Progress progress) {
    return new BuildSteps(
        mirageDirectory.toPath(),
        Programs.ofThisProcess(),
        progress,
        Terminal.of(session).colors());
  }

  final Path projectDirectory() {
    return project.getBasedir().toPath();
  }

  /** A parameter's value; a blank one counts as not set, so a child project can unset it. */
  static Optional<String> given(String value) {
    return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
  }

  static void requireInRange(String parameter, int value, int least, int most)
      throws UserFailureException {
    if (value < least || value > most) {
      throw new UserFailureException(
          "%s is %d.%nSet it to a number from %d to %d (-D%s=%d)."
              .formatted(parameter, value, least, most, parameter, least));
    }
  }

  /**
   * Adds the properties {@code prefix.name} of the POM and of the command line to a map parameter.
   * Properties override the map, so a child project can change what it inherits.
   */
  final Map<String, String> withProperties(Map<String, String> configured, String prefix) {
    Map<String, String> all = new TreeMap<>();
    if (configured != null) {
      configured.forEach((name, value) -> all.put(name, value == null ? "" : value));
    }
    for (Map<Object, Object> properties :
        List.of(project.getProperties(), session.getUserProperties())) {
      properties.forEach(
          (key, value) -> {
            String name = key.toString();
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
              all.put(name.substring(prefix.length()), value.toString());
            }
          });
    }
    return all;
  }

  /** Makes paths in a message relative to the project's directory. */
  final String shorten(String text) {
    return text.replace(project.getBasedir() + File.separator, "");
  }

  private static String message(IOException e) {
    if (e instanceof FileSystemException file) {
      String reason =
          Optional.ofNullable(file.getReason())
              .orElseGet(
                  () ->
                      file.getClass()
                          .getSimpleName()
                          .replace("Exception", "")
                          .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                          .toLowerCase(Locale.ROOT));
      return "Cannot use the file " + file.getFile() + ": " + reason;
    }
    return "Cannot read or write: " + e.getMessage();
  }
}
