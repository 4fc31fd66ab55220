package io.github.miragemaven.mojo;

import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsSettings;
import io.github.miragemaven.failure.UserFailureException;
import java.io.File;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** How AWS is reached: what the goals that use it have in common. */
abstract class AwsMojo extends RoadMojo {

  /**
   * The AWS region. {@code local} is a region on this machine, for which no account is needed.
   * Example: {@code -Dmirage.region=us-west-2}.
   */
  @Parameter(property = "mirage.region")
  String region;

  /**
   * More regions, beside {@code <region>} or in its place. Example: {@code
   * -Dmirage.regions=us-west-2,eu-west-1}.
   */
  @Parameter(property = "mirage.regions")
  List<String> regions;

  /**
   * A profile of {@code ~/.aws/config}. Without it the AWS SDK looks for credentials where it
   * always does: system properties, environment, the default profile, the container or instance.
   * Example: {@code -Dmirage.profile=blog}.
   */
  @Parameter(property = "mirage.profile")
  String profile;

  /**
   * A {@code <server>} of {@code settings.xml} that has an access key's id as {@code <username>}
   * and its secret as {@code <password>}, which may be encrypted; for a temporary key, the token as
   * {@code <sessionToken>} in its {@code <configuration>}. Example: {@code -Dmirage.serverId=aws}.
   */
  @Parameter(property = "mirage.serverId")
  String serverId;

  /**
   * Where AWS's services answer, in place of AWS itself, for all of them; the SDK's own {@code
   * AWS_ENDPOINT_URL} and {@code AWS_ENDPOINT_URL_EC2} are honoured too. Example: {@code
   * -Dmirage.endpoint=http://localhost:5000}.
   */
  @Parameter(property = "mirage.endpoint")
  String endpoint;

  /**
   * Where the region {@code local} is kept. Example: {@code -Dmirage.local.directory=target/aws}.
   */
  @Parameter(
      property = "mirage.local.directory",
      defaultValue = "${user.home}/.mirage/local",
      required = true)
  File localDirectory;

  /**
   * A parameter of AWS Systems Manager that names the newest AMI. {@code mirage:deploy} moves it at
   * the very end, when every region has succeeded; {@code mirage:prune} keeps the AMI that it
   * names. Example: {@code -Dmirage.ssmParameter=/blog/ami}.
   */
  @Parameter(property = "mirage.ssmParameter")
  String ssmParameter;

  private final SettingsDecrypter decrypter;

  AwsMojo(SettingsDecrypter decrypter) {
    this.decrypter = decrypter;
  }

  /** The regions that are set, each once; there may be none. */
  final Set<String> givenRegions() {
    Set<String> names = new LinkedHashSet<>();
    given(region).ifPresent(name -> names.add(name.strip()));
    if (regions != null) {
      regions.stream().map(String::strip).filter(name -> !name.isEmpty()).forEach(names::add);
    }
    return names;
  }

  /** The regions that are set, each once: at least one, and none that cannot be reached now. */
  final List<String> regionNames() throws UserFailureException {
    Set<String> names = givenRegions();
    if (names.isEmpty()) {
      throw new UserFailureException(
          "No AWS region is set.%nSet <region> (-Dmirage.region=us-west-2), or try -Dmirage.region=local, a region on this machine."
              .formatted());
    }
    List<String> remote = names.stream().filter(name -> !Aws.isLocal(name)).toList();
    if (session.isOffline() && !remote.isEmpty()) {
      throw new UserFailureException(
          "Maven is offline (-o), and %s cannot be reached without a network.%nLeave out -o, or set -Dmirage.region=local."
              .formatted(String.join(", ", remote)));
    }
    return new ArrayList<>(names);
  }

  /** The one region of a goal that works in one. */
  final String onlyRegion(String goal) throws UserFailureException {
    List<String> names = regionNames();
    if (names.size() > 1) {
      throw new UserFailureException(
          "mirage:%s works in one region, and %s are set.%nName one: -Dmirage.region=%s -Dmirage.regions="
              .formatted(goal, String.join(", ", names), names.get(0)));
    }
    return names.get(0);
  }

  /** A positive period of the ISO 8601 form {@code PT5M}. */
  static Duration period(String parameter, String text) throws UserFailureException {
    try {
      Duration period = Duration.parse(text.strip());
      if (!period.isNegative() && !period.isZero()) {
        return period;
      }
    } catch (DateTimeParseException noPeriod) {
      // Told below, like one that is not positive.
    }
    throw new UserFailureException(
        "%s is \"%s\".%nSet it to a period such as PT90S, PT5M or PT2H."
            .formatted(parameter, text));
  }

  /**
   * AWS, as it is set.
   *
   * @param connections how many requests to a region may be in flight at once
   */
  final Aws aws(int connections) throws UserFailureException {
    SdkLogs.silence();
    MavenSettings settings = mavenSettings();
    Optional<String> server = given(serverId);
    return new Aws(
        new AwsSettings(
            server.isPresent() ? Optional.of(settings.accessKey(server.get())) : Optional.empty(),
            given(profile),
            endpoint(),
            settings.proxy(),
            connections,
            localDirectory.toPath()));
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
    } catch (IllegalArgumentException noUri) {
      // Told below, like any other text that is no address.
    }
    throw new UserFailureException(
        "mirage.endpoint is \"%s\".%nSet it to an address such as http://localhost:5000."
            .formatted(endpoint));
  }
}
