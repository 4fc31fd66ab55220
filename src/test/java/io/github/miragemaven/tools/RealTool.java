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
 * An independent program that checks the plugin's output. If it is missing, the test is skipped
 * with a message on how to install it; with {@code MIRAGE_TEST_TOOLS=required}, as in CI, it fails.
 */
public final class RealTool {

  private final Path program;

  private RealTool(Path program) {
    this.program = program;
  }

  /** Finds the program, which the Debian package contains. */
  public static RealTool require(String name, String debianPackage) {
    return new RealTool(
        Programs.ofThisProcess()
            .find(name)
            .orElseThrow(
                () -> missing(name + " is not on the PATH: apt-get install " + debianPackage)));
  }

  /** Skips the test, or fails it if all programs are required. Never returns. */
  public static AssertionError missing(String reason) {
    return "required".equals(System.getenv("MIRAGE_TEST_TOOLS")) ? fail(reason) : abort(reason);
  }

  /** Returns the program's path. */
  public Path program() {
    return program;
  }

  /** Runs the program, and waits for its end. */
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
   * The result of a run.
   *
   * @param exitCode the program's exit code
   * @param bytes its output on both streams
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Outcome(int exitCode, byte[] bytes) {

    /** Returns the output as text. */
    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
