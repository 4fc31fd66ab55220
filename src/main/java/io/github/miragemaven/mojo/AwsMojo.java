package io.github.miragemaven.mojo;

import io.github.miragemaven.AwsSteps;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsSettings;
import io.github.miragemaven.aws.DefaultRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.RegionProvider.Capability;
import io.github.miragemaven.aws.RegionProviders;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.process.UserDirectory;
import io.github.miragemaven.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** Base of the goals that call AWS: regions, credentials and endpoint. */
abstract class AwsMojo extends GoalMojo {

  /**
   * The AWS region; {@code local} is a region on this machine that needs no account. Default: the
   * one of {@code AWS_REGION}, {@code AWS_DEFAULT_REGION} or the profile, if no {@code <regions>}
   * are set. Example: {@code -Dmirage.region=us-west-2}.
   */
  @Parameter(property = "mirage.region")
  String region;

  /**
   * More regions, in addition to or instead of {@code <region>}. Default: none. Example: {@code
   * -Dmirage.regions=us-west-2,eu-west-1}.
   */
  @Parameter(property = "mirage.regions")
  List<String> regions;

  /**
   * A profile of {@code ~/.aws/config}. Default: the credentials of the environment variables, of
   * {@code AWS_PROFILE} or the default profile, or of the container or instance. Example: {@code
   * -Dmirage.profile=blog}.
   */
  @Parameter(property = "mirage.profile")
  String profile;

  /**
   * The id of a {@code <server>} in {@code settings.xml} with an access key's id as {@code
   * <username>} and its secret as {@code <password>}, which may be encrypted; for a temporary key,
   * add the token as {@code <sessionToken>} to its {@code <configuration>}. Default: none. Example:
   * {@code -Dmirage.serverId=aws}.
   */
  @Parameter(property = "mirage.serverId")
  String serverId;

  /**
   * An endpoint for all AWS services, instead of AWS itself. The AWS SDK's own {@code
   * AWS_ENDPOINT_URL} and {@code AWS_ENDPOINT_URL_EC2} work too. Default: none. Example: {@code
   * -Dmirage.endpoint=http://localhost:5000}.
   */
  @Parameter(property = "mirage.endpoint")
  String endpoint;

  /**
   * The directory that stores the region {@code local}. Default: {@code ~/.mirage/local}, or {@code
   * $XDG_STATE_HOME/mirage/local} for a user without a home directory. Example: {@code
   * -Dmirage.local.directory=target/aws}.
   */
  @Parameter(property = "mirage.local.directory")
  File localDirectory;

  private static final int CONNECTIONS = 4;

  @Inject private SettingsDecrypter decrypter;

  @Override
  final void perform(Progress progress) throws IOException, FailureException, InterruptedException {
    SdkLogs.silence();
    try {
      performOnAws(progress);
    } finally {
      SdkLogs.restore();
    }
  }

  /** Does the goal's work. */
  abstract void performOnAws(Progress progress)
      throws IOException, FailureException, InterruptedException;

  /** The regions that are set, without duplicates; possibly none. */
  static Set<String> names(String region, List<String> regions) {
    Set<String> names = new LinkedHashSet<>();
    given(region).ifPresent(names::add);
    if (regions != null) {
      regions.forEach(name -> given(name).ifPresent(names::add));
    }
    return names;
  }

  /** The regions that are set, without duplicates: at least one, and each within reach. */
  final List<String> regionNames() throws FailureException {
    Set<String> names = names(region, regions);
    if (names.isEmpty()) {
      names.add(defaultRegion());
    }
    List<String> remote =
        names.stream().filter(name -> !RegionProviders.supports(name, Capability.OFFLINE)).toList();
    if (session.isOffline() && !remote.isEmpty()) {
      throw new UserFailureException(
          "Maven is offline (-o), but %s needs a network.%nRun without -o, or set -Dmirage.region=local."
              .formatted(String.join(", ", remote)));
    }
    return List.copyOf(names);
  }

  /** The parameters to set if there is no region, in a sentence. */
  String adviceWithoutRegion() {
    return "Set <region> (-Dmirage.region=us-west-2), or try -Dmirage.region=local, a region on"
        + " this machine.";
  }

  private String defaultRegion() throws FailureException {
    DefaultRegion found =
        DefaultRegion.find(given(profile))
            .orElseThrow(
                () ->
                    new UserFailureException(
                        "No AWS region is set: neither mirage.region, nor AWS_REGION, nor a region of the AWS profile.%n%s"
                            .formatted(adviceWithoutRegion())));
    getLog()
        .info("mirage.region is not set: using %s (%s)".formatted(found.name(), found.origin()));
    return found.name();
  }

  /** The region of a goal that works in one region. */
  final String onlyRegion(String goal) throws FailureException {
    List<String> names = regionNames();
    if (names.size() > 1) {
      throw new UserFailureException(
          "mirage:%s works in one region, but %s are set.%nChoose one: -Dmirage.region=%s -Dmirage.regions="
              .formatted(goal, String.join(", ", names), names.get(0)));
    }
    return names.get(0);
  }

  final AwsSteps awsSteps(Progress progress) throws IOException, UserFailureException {
    return awsSteps(CONNECTIONS, progress);
  }

  /**
   * The steps on AWS, with the settings of this goal.
   *
   * @param connections the number of concurrent requests to a region
   */
  final AwsSteps awsSteps(int connections, Progress progress)
      throws IOException, UserFailureException {
    return new AwsSteps(
        aws(connections), Origin.project(project), new Execution(progress, Time.real()));
  }

  private Aws aws(int connections) throws UserFailureException {
    MavenSettings settings = mavenSettings();
    Optional<String> server = given(serverId);
    return new Aws(
        new AwsSettings(
            server.isPresent() ? Optional.of(settings.accessKey(server.get())) : Optional.empty(),
            given(profile),
            endpoint(),
            settings.proxy(),
            connections,
            localDirectory == null
                ? UserDirectory.require().resolve("local")
                : localDirectory.toPath()));
  }

  final MavenSettings mavenSettings() {
    return new MavenSettings(session, decrypter);
  }

  private Optional<URI> endpoint() throws UserFailureException {
    if (given(endpoint).isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = URI.create(endpoint.strip());
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException e) {
      // The message below covers malformed URLs too.
    }
    throw new UserFailureException(
        "mirage.endpoint is \"%s\".%nSet it to a URL such as http://localhost:5000."
            .formatted(endpoint));
  }
}
