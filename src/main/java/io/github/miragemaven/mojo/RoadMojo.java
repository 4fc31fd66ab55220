package io.github.miragemaven.mojo;

import io.github.miragemaven.Road;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.process.Programs;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
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

/**
 * What every goal on the road has in common: when it is skipped, and how it says that it failed.
 */
abstract class RoadMojo extends AbstractMojo {

  /** The project that is built. */
  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  MavenProject project;

  /** The build that runs. */
  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  MavenSession session;

  /** Where the steps leave what they make. */
  @Parameter(defaultValue = "${project.build.directory}/mirage", readonly = true, required = true)
  File mirageDirectory;

  /**
   * Skips every goal of this plugin. A project of packaging {@code unikernel} then has no artifact,
   * so {@code install} needs {@code maven.install.skip} as well. Example: {@code -Dmirage.skip
   * -Dmaven.install.skip}.
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
    Terminal terminal = Terminal.of(session);
    try {
      take(
          new Road(
              mirageDirectory.toPath(),
              Programs.ofThisProcess(),
              new LogProgress(getLog(), this::shown, terminal.live()),
              terminal.colours()));
    } catch (UserFailureException e) {
      throw because(e, new MojoFailureException(shown(e.getMessage())));
    } catch (FailureException e) {
      throw because(e, new MojoExecutionException(shown(e.getMessage())));
    } catch (UncheckedIOException e) {
      throw because(e, new MojoExecutionException(shown(sentence(e.getCause()))));
    } catch (IOException e) {
      throw because(e, new MojoExecutionException(shown(sentence(e))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("The build was interrupted", e);
    }
  }

  /** Maven adds the message of a cause to what the user reads; a suppressed one shows with -e. */
  private static <T extends Exception> T because(Exception reason, T failure) {
    failure.addSuppressed(reason);
    return failure;
  }

  /** Why this goal has nothing to do here, if it has not. */
  abstract Optional<String> reasonToSkip();

  /** Takes this goal's step. */
  abstract void take(Road road) throws IOException, FailureException, InterruptedException;

  /** The directory that the project's {@code pom.xml} lies in. */
  Path projectDirectory() {
    return project.getBasedir().toPath();
  }

  /** A parameter's value; one that is empty counts as not set, so that a child can unset it. */
  static Optional<String> given(String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }

  /**
   * A map parameter with what properties {@code prefix.name} in the POM and on the command line add
   * to it. Properties have the last word, so that a child can change what it inherits.
   */
  Map<String, String> withProperties(Map<String, String> configured, String prefix) {
    Map<String, String> all = new TreeMap<>();
    if (configured != null) {
      configured.forEach((name, value) -> all.put(name, value == null ? "" : value));
    }
    project
        .getProperties()
        .forEach((name, value) -> addIfPrefixed(all, prefix, name.toString(), value.toString()));
    session
        .getUserProperties()
        .forEach((name, value) -> addIfPrefixed(all, prefix, name.toString(), value.toString()));
    return all;
  }

  /** Text with the paths below the project's directory made relative to it. */
  String shown(String text) {
    return text.replace(project.getBasedir() + File.separator, "");
  }

  private static void addIfPrefixed(
      Map<String, String> all, String prefix, String name, String value) {
    if (name.startsWith(prefix) && name.length() > prefix.length()) {
      all.put(name.substring(prefix.length()), value);
    }
  }

  private static String sentence(IOException e) {
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
      return "The file " + file.getFile() + " could not be used: " + reason;
    }
    return "Reading or writing failed: " + e.getMessage();
  }
}
