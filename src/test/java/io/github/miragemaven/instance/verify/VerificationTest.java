package io.github.miragemaven.instance.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {

  private static final Verification SEEN =
      new Verification(
          "https://blog.example",
          List.of(
              new Check("TCP port 443", "open", "open at 203.0.113.5", 12, true),
              new Check(
                  "GET /", "status 200, \"<Hello> & more\"", "status 404, 9 bytes", 1500, false),
              new Check(
                  "GET /a?b&c", "status 200", "not HTTP: \u0000\u001b]]>\uD800\uFFFF", 3, false)),
          true);

  @TempDir Path directory;

  @Test
  void showsATable() {
    assertThat(SEEN.table())
        .contains(
            "        check         expected                      seen                 ms",
            "ok      TCP port 443  open                          open at 203.0.113.5  12",
            "FAILED  GET /         status 200, \"<Hello> & more\"  status 404, 9 bytes  1500");
  }

  @Test
  void summaryStartsWithTheFirstFailure() {
    assertThat(SEEN.passed()).isFalse();
    assertThat(SEEN.summary())
        .isEqualTo(
            "https://blog.example failed verification: GET /: status 404, 9 bytes"
                + " (expected: status 200, \"<Hello> & more\").");
  }

  @Test
  void writesReportReadableBySurefire() throws Exception {
    Path file = directory.resolve("mirage/verify.xml");
    VerificationReport.write(file, SEEN);
    List<ReportTestSuite> suites =
        new TestSuiteXmlParser(new NullConsoleLogger()).parse(file.toString());
    assertThat(suites).hasSize(1);
    ReportTestSuite suite = suites.get(0);
    assertThat(suite.getFullClassName()).isEqualTo("https://blog.example");
    assertThat(suite.getNumberOfTests()).isEqualTo(3);
    assertThat(suite.getNumberOfFailures()).isEqualTo(2);
    assertThat(suite.getTimeElapsed()).isEqualTo(1.515f);
    assertThat(suite.getTestCases().stream().map(ReportTestCase::getName))
        .containsExactly("TCP port 443", "GET /", "GET /a?b&c");
    assertThat(suite.getTestCases().get(0).isSuccessful()).isTrue();
    assertThat(suite.getTestCases().get(1).getFailureMessage()).isEqualTo("status 404, 9 bytes");
    assertThat(suite.getTestCases().get(1).getFailureDetail())
        .isEqualToIgnoringWhitespace(
            "expected: status 200, \"<Hello>& more\" seen: status 404, 9 bytes");
    assertThat(suite.getTestCases().get(2).getFailureMessage())
        .isEqualTo("not HTTP: ??]]>\uFFFD\uFFFD");
  }
}
