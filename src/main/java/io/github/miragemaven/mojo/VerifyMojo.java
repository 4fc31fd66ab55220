package io.github.miragemaven.mojo;

import io.github.miragemaven.aws.RegionProvider.Capability;
import io.github.miragemaven.aws.RegionProviders;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.InspectionResult;
import io.github.miragemaven.instance.InspectionSettings;
import io.github.miragemaven.instance.console.Diagnosis;
import io.github.miragemaven.instance.verify.Route;
import io.github.miragemaven.instance.verify.Verification;
import io.github.miragemaven.instance.verify.VerificationReport;
import io.github.miragemaven.instance.verify.Verifier;
import io.github.miragemaven.instance.verify.VerifySettings;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Checks the site as its visitors see it: its port accepts connections, its pages are the expected
 * ones, and other ports are closed. Fails the build if not.
 *
 * <p>The goal retries until {@code mirage.verify.timeout} while the site accepts no connections,
 * because a unikernel takes time to boot and a name to move; a wrong response is retried {@code
 * mirage.verify.attempts} times. The result is printed as a table and written to {@code
 * target/mirage/verify.xml}, in the format of JUnit test reports.
 */
@Mojo(name = "verify", threadSafe = true)
public final class VerifyMojo extends SiteCheckMojo {

  /**
   * The site's DNS name, address or URL, with or without a port, for which neither a region nor
   * credentials are needed. Default: the address of the project's newest instance in {@code
   * mirage.region}; if its site fails, the goal also reads its console. Example: {@code
   * -Dmirage.verify.address=blog.example.com}.
   */
  @Parameter(property = "mirage.verify.address")
  String address;

  /**
   * The instance whose site to check. Default: the project's newest. Example: {@code
   * -Dmirage.instance=i-0123456789abcdef0}.
   */
  @Parameter(property = "mirage.instance")
  String instance;

  /**
   * How long the site may take to accept connections: a duration from 0s to 1d, such as {@code 10m}
   * or {@code PT10M}; a number means seconds. Example: {@code -Dmirage.verify.timeout=10m}.
   */
  @Parameter(property = "mirage.verify.timeout", defaultValue = "3m")
  String timeout;

  /** Skips this goal. Example: {@code -Dmirage.verify.skip}. */
  @Parameter(property = "mirage.verify.skip", defaultValue = "false")
  boolean skipVerify;

  @Override
  Optional<String> reasonToSkip() {
    return skippedBy("mirage.verify.skip", skipVerify);
  }

  @Override
  void performOnAws(Progress progress) throws IOException, FailureException, InterruptedException {
    InspectionResult inspected = inspect(progress);
    Verification verification = inspected.verification();
    Path report = mirageDirectory.toPath().resolve("verify.xml");
    VerificationReport.write(report, verification);
    verification.table().forEach(verification.passed() ? getLog()::info : getLog()::error);
    if (!verification.passed()) {
      inspected.diagnosis().ifPresent(known -> known.report().forEach(getLog()::error));
      throw new UserFailureException(
          "%s%nThe table above and %s list all checks. %s"
              .formatted(
                  verification.summary(),
                  report,
                  inspected
                      .diagnosis()
                      .map(Diagnosis::advice)
                      .orElse("Read the instance's console: mvn mirage:console.")));
    }
    getLog().info(verification.summary());
  }

  private InspectionResult inspect(Progress progress)
      throws IOException, FailureException, InterruptedException {
    Set<String> regionNames = names(region, regions);
    SiteAddress site = given(address).isPresent() ? SiteAddress.parse(address) : SiteAddress.NONE;
    VerifySettings expected = expectedSite(site, buildSteps(progress)).withLimits(limits(timeout));
    if (given(address).isPresent()) {
      // The region local has its own addresses.
      Optional<String> local =
          regionNames.stream()
              .filter(name -> RegionProviders.supports(name, Capability.OFFLINE))
              .findFirst();
      return new InspectionResult(
          local.isPresent()
              ? awsSteps(progress).verifyAddress(local.get(), expected)
              : Verifier.verify(expected, Route.direct(), progress),
          Optional.empty());
    }
    String onlyRegion = onlyRegion("verify");
    return awsSteps(progress)
        .verifyInstance(new InspectionSettings(onlyRegion, given(instance), expected));
  }

  @Override
  String adviceWithoutRegion() {
    return "Set the site's address (-Dmirage.verify.address=blog.example.com), or the region of the"
        + " project's instance (-Dmirage.region=us-west-2).";
  }
}
