package io.github.miragemaven.mojo;

import io.github.miragemaven.Road;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.Inspected;
import io.github.miragemaven.instance.Inspection;
import io.github.miragemaven.instance.InspectionSettings;
import io.github.miragemaven.instance.console.Diagnosis;
import io.github.miragemaven.instance.verify.Route;
import io.github.miragemaven.instance.verify.Verification;
import io.github.miragemaven.instance.verify.VerificationReport;
import io.github.miragemaven.instance.verify.Verifier;
import io.github.miragemaven.instance.verify.VerifySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Looks at the site from outside, as its visitors do: its port takes connections, its pages are the
 * right ones, its other ports are closed. Fails the build where they are not.
 *
 * <p>What is not answered at all is asked for until the time is over, since a unikernel boots and a
 * name moves; what is answered wrongly, a few times. The result is printed as a table and written
 * to {@code target/mirage/verify.xml}, in the form that build servers read test reports in.
 */
@Mojo(name = "verify", threadSafe = true)
public final class VerifyMojo extends AnswerMojo {

  private static final int CONNECTIONS = 2;

  /**
   * The site's DNS name or its address; no region and no credentials are needed then. Without it,
   * the site of the project's newest instance in {@code mirage.region} is looked at, and of one
   * that fails the console is read too. Example: {@code -Dmirage.verify.address=blog.example.com}.
   */
  @Parameter(property = "mirage.verify.address")
  String address;

  /**
   * The instance whose site is looked at, where it is not the project's newest. Example: {@code
   * -Dmirage.instance=i-0123456789abcdef0}.
   */
  @Parameter(property = "mirage.instance")
  String instance;

  /** Skips this goal. Example: {@code -Dmirage.verify.skip}. */
  @Parameter(property = "mirage.verify.skip", defaultValue = "false")
  boolean skipVerify;

  @Inject
  VerifyMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  Optional<String> reasonToSkip() {
    return skipVerify ? Optional.of("mirage.verify.skip is set") : Optional.empty();
  }

  @Override
  void take(Road road) throws IOException, FailureException, InterruptedException {
    SdkLogs.silence();
    Inspected inspected =
        given(address).isPresent()
            ? new Inspected(at(address.strip(), road), Optional.empty())
            : inspection(road).inspect();
    Verification seen = inspected.verification();
    Path report = mirageDirectory.toPath().resolve("verify.xml");
    VerificationReport.write(report, seen);
    seen.table().forEach(seen.passed() ? getLog()::info : getLog()::error);
    if (!seen.passed()) {
      inspected.diagnosis().ifPresent(told -> told.report().forEach(getLog()::error));
      throw new UserFailureException(
          "%s%nAll of it is in the table above and in %s. %s"
              .formatted(
                  seen.summary(),
                  report,
                  inspected
                      .diagnosis()
                      .map(Diagnosis::advice)
                      .orElse("Read what the instance prints: mvn mirage:console.")));
    }
    getLog().info(seen.summary());
  }

  /** An address in the region on this machine leads into it; any other is where it says. */
  private Verification at(String host, Road road) throws FailureException, InterruptedException {
    VerifySettings settings = answer(host, road);
    Optional<String> local = givenRegions().stream().filter(Aws::isLocal).findFirst();
    if (local.isEmpty()) {
      return Verifier.verify(settings, Route.direct(), road.progress());
    }
    try (AwsRegion region = aws(CONNECTIONS).region(local.get())) {
      return Verifier.verify(settings, region::reach, road.progress());
    }
  }

  private Inspection inspection(Road road) throws IOException, UserFailureException {
    if (givenRegions().isEmpty()) {
      throw new UserFailureException(
          "Neither an address nor a region is set.%nSay where the site is (-Dmirage.verify.address=blog.example.com), or in which region the project's instance runs (-Dmirage.region=us-west-2)."
              .formatted());
    }
    return new Inspection(
        aws(CONNECTIONS),
        new InspectionSettings(onlyRegion("verify"), given(instance), answer("", road)),
        Origin.project(project),
        road.progress());
  }
}
