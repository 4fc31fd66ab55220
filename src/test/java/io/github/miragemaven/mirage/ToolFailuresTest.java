package io.github.miragemaven.mirage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.process.Command;
import io.github.miragemaven.process.CommandFailedException;
import io.github.miragemaven.process.CommandRunner;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts are what mirage 4.11.1, dune 3.24.2 and opam 2.1 print. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ToolFailuresTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [ERROR] Opam has not been initialised, please run `opam init'           | opam init
          [ERROR] The selected switch 5.1 is not installed.                        | <opamSwitch>
          run ['dune' 'build' './config.exe'\\n   '--root']: No such file or directory | opam install dune
          Error: Program ocamlc not found in the tree or in PATH                   | eval $(opam env)
          Error: Library "mirage" not found.                                       | eval $(opam env)
          manifest.c:1:10: fatal error: mft_abi.h: No such file or directory       | opam install ocaml-solo5
          Fatal error: exception Stack overflow                                    | ulimit -H -s
          """)
  void missingToolsSayHowToInstallThem(String output, String remedy) throws Exception {
    FailureException failure = explain(output);
    assertThat(failure)
        .isInstanceOf(ToolchainException.class)
        .hasMessageStartingWith("mirage configure failed: ")
        .hasMessageContaining(remedy)
        .hasMessageContaining("<kernel>")
        .hasMessageContaining("Its last lines were:");
    assertThat(failure.getMessage().lines().takeWhile(line -> !line.startsWith("Its last")))
        .hasSizeLessThanOrEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Error: Library "mirage-unix" not found.                                  | library mirage-unix
          mirage: option -t: invalid value foo, expected one of unix,\\n  xen       | <target>
          mirage: option --net: invalid value foo, expected\\n  one of host         | <keys>
          mirage: unknown option --nope.                                           | option --nope for
          Error: Another Dune instance is currently running. Aborting...           | pkill dune
          A running dune (pid: 12) instance has locked the build directory.        | pkill dune
          Version mismatch: required is mirage >= 4.12.0, but 4.11.1 is installed. | first line of config.ml
          """)
  void mistakesInTheProjectNameWhatToChange(String output, String remedy) throws Exception {
    assertThat(explain(output))
        .isInstanceOf(MirageException.class)
        .hasMessageStartingWith("mirage configure failed: ")
        .hasMessageContaining(remedy);
  }

  @Test
  void otherFailuresShowTheToolsOutput() throws Exception {
    assertThat(explain("Error: Unbound value frobnicate"))
        .isInstanceOf(MirageException.class)
        .hasMessage(
            "mirage configure failed in target/mirage/unikernel with exit code 1.\n"
                + "Its last lines were:\n  Error: Unbound value frobnicate");
  }

  private FailureException explain(String output) throws Exception {
    UnikernelProject project = UnikernelProject.withSources(directory);
    Command command =
        Command.of(directory, "sh", "-c", "printf '%b\\n' \"$1\"; exit 1", "sh", output.strip());
    CommandFailedException failure =
        catchThrowableOfType(
            CommandFailedException.class, () -> new CommandRunner(project.progress).run(command));
    return ToolFailures.explain(List.of("mirage", "configure"), failure, project.layout());
  }
}
