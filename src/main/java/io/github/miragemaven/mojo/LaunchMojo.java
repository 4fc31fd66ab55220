package io.github.miragemaven.mojo;

import io.github.miragemaven.Road;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.InstanceFile;
import io.github.miragemaven.instance.Launch;
import io.github.miragemaven.instance.LaunchSettings;
import io.github.miragemaven.instance.Launched;
import io.github.miragemaven.instance.Retirement;
import io.github.miragemaven.instance.fleet.Fleet;
import io.github.miragemaven.instance.fleet.FleetSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Launches an instance of the project's newest AMI, follows its console, and looks from outside
 * whether the site answers as it should.
 *
 * <p>If it does not, the console's diagnosis is printed, the instance is ended, and the build
 * fails. What a launch that was killed has left is removed by the next. What came of it is in
 * {@code target/mirage/instance.json}, the console in {@code target/mirage/console.log}, and the
 * instance in the properties {@code mirage.instance.id} and {@code mirage.instance.address}.
 */
@Mojo(name = "launch", threadSafe = true)
public final class LaunchMojo extends AnswerMojo {

  private static final int CONNECTIONS = 4;

  /**
   * The AMI; without it, the newest of the project in the region. Example: {@code
   * -Dmirage.ami=ami-0123456789abcdef0}.
   */
  @Parameter(property = "mirage.ami")
  String ami;

  /**
   * The instance's type; without it, a small one that runs the AMI. Example: {@code
   * -Dmirage.instanceType=m3.medium}.
   */
  @Parameter(property = "mirage.instanceType")
  String instanceType;

  /**
   * The subnet; without it, one of the default network in a zone that offers the type. Example:
   * {@code -Dmirage.launch.subnet=subnet-0123456789abcdef0}.
   */
  @Parameter(property = "mirage.launch.subnet")
  String subnet;

  /**
   * The security group; without it, one that is tagged with the project, or else one that is made
   * with just the site's ports open, and removed when its last instance is ended. Example: {@code
   * -Dmirage.launch.securityGroup=sg-0123456789abcdef0}.
   */
  @Parameter(property = "mirage.launch.securityGroup")
  String securityGroup;

  /**
   * The TCP ports that the security group that is made lets in, for IPv4 and IPv6. Example: {@code
   * -Dmirage.launch.ports=80,443}.
   */
  @Parameter(property = "mirage.launch.ports", defaultValue = "80")
  List<Integer> ports;

  /** Whether it gets a public IPv4 address. Example: {@code -Dmirage.launch.publicIp=false}. */
  @Parameter(property = "mirage.launch.publicIp", defaultValue = "true")
  boolean publicIp;

  /** Whether it gets an IPv6 address of its subnet. Example: {@code -Dmirage.launch.ipv6}. */
  @Parameter(property = "mirage.launch.ipv6", defaultValue = "false")
  boolean ipv6;

  /**
   * What the instance can ask EC2 for: a file, or else the text itself. Example: {@code
   * -Dmirage.launch.userData=src/main/user-data.json}.
   */
  @Parameter(property = "mirage.launch.userData")
  String userData;

  /**
   * Takes spare capacity, which is cheaper, and which EC2 may take back. Example: {@code
   * -Dmirage.launch.spot}.
   */
  @Parameter(property = "mirage.launch.spot", defaultValue = "false")
  boolean spot;

  /**
   * Keeps an instance that does not answer, to look at it: {@code mirage:console} reads its
   * console, {@code mirage:terminate} ends it. Example: {@code -Dmirage.launch.keepFailed}.
   */
  @Parameter(property = "mirage.launch.keepFailed", defaultValue = "false")
  boolean keepFailed;

  /**
   * How long the site may take to answer when the instance runs, as an ISO 8601 period. Example:
   * {@code -Dmirage.launch.timeout=PT10M}.
   */
  @Parameter(property = "mirage.launch.timeout", defaultValue = "PT5M")
  String launchTimeout;

  /**
   * Whether the site is looked at from outside; without it, an instance that runs is enough, as
   * where no route leads to it from here. Example: {@code -Dmirage.launch.verify=false}.
   */
  @Parameter(property = "mirage.launch.verify", defaultValue = "true")
  boolean verify;

  /**
   * Tags of the instance, its volumes and its security group, beside the plugin's own; also as
   * {@code -Dmirage.tag.NAME=VALUE}. Example: {@code <tags><team>birds</team></tags>}.
   */
  @Parameter Map<String, String> tags;

  /**
   * What becomes of instances that have lost the public name, when the launch has succeeded and
   * their time ({@code mirage.switch.keepOld}) is over: {@code stop} or {@code terminate}. Example:
   * {@code -Dmirage.switch.thenOld=stop}.
   */
  @Parameter(property = "mirage.switch.thenOld", defaultValue = "terminate")
  String thenOld;

  /**
   * The name of an Auto Scaling group, whose instances are replaced by ones of the AMI, in place of
   * launching one: its launch template gets a new version, and AWS refreshes the group, or rolls it
   * back. The other parameters of this goal are the template's then. Example: {@code
   * -Dmirage.launch.fleet=blog}.
   */
  @Parameter(property = "mirage.launch.fleet")
  String fleet;

  /** Skips this goal. Example: {@code -Dmirage.launch.skip}. */
  @Parameter(property = "mirage.launch.skip", defaultValue = "false")
  boolean skipLaunch;

  @Inject
  LaunchMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  Optional<String> reasonToSkip() {
    return skipLaunch ? Optional.of("mirage.launch.skip is set") : Optional.empty();
  }

  @Override
  void take(Road road) throws IOException, FailureException, InterruptedException {
    if (given(fleet).isPresent()) {
      refresh(fleet.strip(), road);
      return;
    }
    Launch launch =
        new Launch(
            aws(CONNECTIONS),
            settings(road),
            Origin.project(project),
            road.progress(),
            Time.real());
    Launched launched = launch.launch();
    InstanceFile.write(mirageDirectory.toPath().resolve("instance.json"), launched);
    project.getProperties().setProperty("mirage.instance.id", launched.instance().id());
    project.getProperties().setProperty("mirage.instance.address", launched.address());
    getLog().info("");
    getLog()
        .info(
            "Instance %s in %s%s"
                .formatted(
                    launched.instance().id(),
                    launched.region(),
                    verify ? ", which answers" : ", which runs"));
    getLog().info("Address  " + launched.address());
    getLog().info("AMI      " + launched.instance().ami());
  }

  private LaunchSettings settings(Road road) throws IOException, UserFailureException {
    return new LaunchSettings(
        onlyRegion("launch"),
        given(ami),
        given(instanceType),
        new LaunchSettings.Network(given(subnet), given(securityGroup), ports, publicIp, ipv6),
        userData(),
        spot,
        keepFailed,
        verify ? Optional.of(answer("", road)) : Optional.empty(),
        period("mirage.launch.timeout", launchTimeout),
        withProperties(tags, "mirage.tag."),
        Retirement.Then.parse(thenOld),
        mirageDirectory.toPath());
  }

  private Optional<String> userData() throws IOException {
    if (given(userData).isEmpty()) {
      return Optional.empty();
    }
    boolean oneLine = userData.lines().count() == 1 && userData.length() < 1000;
    Path file = projectDirectory().resolve(oneLine ? userData.strip() : "");
    return Optional.of(Files.isRegularFile(file) ? Files.readString(file) : userData);
  }

  private void refresh(String group, Road road)
      throws IOException, FailureException, InterruptedException {
    FleetSettings refresh =
        new FleetSettings(onlyRegion("launch"), group, given(ami), mirageDirectory.toPath());
    String launched =
        new Fleet(aws(CONNECTIONS), refresh, Origin.project(project), road.progress(), Time.real())
            .refresh();
    getLog().info("The group " + group + " runs " + launched);
  }
}
