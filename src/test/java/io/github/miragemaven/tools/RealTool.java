package io.github.miragemaven.tools;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.miragemaven.process.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that no one here wrote and that a test holds our work against. Where it is missing the
 * test is skipped with a word on how to get it, or fails when {@code MIRAGE_TEST_TOOLS=required} is
 * set, as it is in CI.
 */
public final class RealTool {

  private final Path program;

  private RealTool(Path program) {
    this.program = program;
  }

  /** The program of that name, which comes with that Debian package. */
  public static RealTool require(String name, String debianPackage) {
    return new RealTool(
        Programs.ofThisProcess()
            .find(name)
            .orElseThrow(
                () -> missing(name + " is not on the PATH: apt-get install " + debianPackage)));
  }

  /** Skips the test, or fails it where everything is required, for this reason; never returns. */
  public static AssertionError missing(String reason) {
    return "required".equals(System.getenv("MIRAGE_TEST_TOOLS")) ? fail(reason) : abort(reason);
  }

  /** Where the program lies. */
  public Path program() {
    return program;
  }

  /** Runs the program to its end. */
  public Outcome run(Path directory, Object... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    Process process =
        new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    byte[] output = process.getInputStream().readAllBytes();
    return new Outcome(process.waitFor(), output);
  }

  /**
   * What came of a run.
   *
   * @param exitCode the program's exit code
   * @param bytes all it printed on both streams
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Outcome(int exitCode, byte[] bytes) {

    /** What it printed, as text. */
    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
