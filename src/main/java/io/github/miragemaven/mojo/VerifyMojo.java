package io.github.miragemaven.mojo;

import io.github.miragemaven.Road;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
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

  /**
   * The site's DNS name or its address; no region and no credentials are needed. Example: {@code
   * -Dmirage.verify.address=blog.example.com}.
   */
  @Parameter(property = "mirage.verify.address")
  String address;

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
    VerifySettings settings = answer(host(), road);
    Verification seen = Verifier.verify(settings, Route.direct(), road.progress());
    Path report = mirageDirectory.toPath().resolve("verify.xml");
    VerificationReport.write(report, seen);
    seen.table().forEach(seen.passed() ? getLog()::info : getLog()::error);
    if (!seen.passed()) {
      throw new UserFailureException(
          "%s%nAll of it is in the table above and in %s. Read what the instance prints: mvn mirage:console."
              .formatted(seen.summary(), report));
    }
    getLog().info(seen.summary());
  }

  private String host() throws UserFailureException {
    return given(address)
        .map(String::strip)
        .orElseThrow(
            () ->
                new UserFailureException(
                    "No address to verify is set.%nSet <address> (-Dmirage.verify.address=blog.example.com)."
                        .formatted()));
  }
}
