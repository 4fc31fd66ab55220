package io.github.miragemaven.mirage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for the driver with every {@code mirage} from 4.9 on, the stand-in and the real. */
abstract class MirageDriverContract {

  @TempDir Path directory;

  /** Has the project built by the {@code mirage} that is tested. */
  abstract UnikernelProject onMirage(UnikernelProject project) throws IOException;

  @Test
  void buildsWhatChangedAndNothingElse() throws Exception {
    UnikernelProject project = onMirage(UnikernelProject.withoutSources(directory));
    project.target = Target.UNIX;
    Path kernel = project.build();
    assertThat(kernel).isEqualTo(project.copy("dist/my-site")).isRegularFile();
    byte[] first = Files.readAllBytes(kernel);

    project.startAfresh();
    assertThat(project.build()).isEqualTo(kernel);
    assertThat(project.progress.lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("INFO up to date: "));

    project.write("site/index.html", "<h1>changed</h1>");
    project.startAfresh();
    assertThat(project.build()).isEqualTo(kernel);
    assertThat(Files.readAllBytes(kernel)).isNotEqualTo(first);
    assertThat(project.progress.lines())
        .noneMatch(line -> line.contains(" configures "))
        .anyMatch(line -> line.startsWith("INFO make build"));

    byte[] second = Files.readAllBytes(kernel);
    project.write("target/mirage/unikernel/htdocs/index.html", "");
    Files.delete(kernel);
    project.build();
    assertThat(Files.readAllBytes(kernel)).isEqualTo(second);

    project.target = Target.HVT;
    assertThat(project.configure().kernel()).isEqualTo(project.copy("dist/my-site.hvt"));
    assertThat(kernel).isRegularFile();
  }

  @Test
  void unknownKeyIsExplained() throws Exception {
    UnikernelProject project = onMirage(UnikernelProject.withoutSources(directory));
    project.keys.put("frobnicate", "1");
    assertThatThrownBy(project::build)
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("does not have the option --frobnicate");
  }

  @Test
  void rejectsConfigThatRegistersNothing() throws Exception {
    UnikernelProject project = onMirage(UnikernelProject.withSources(directory));
    project.write("src/main/mirage/config.ml", "open Mirage\n");
    assertThatThrownBy(project::build)
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("<unikernelName>");
    project.name = Optional.of("www");
    assertThatThrownBy(project::build)
        .isInstanceOf(MirageException.class)
        .hasMessageStartingWith("mirage configure")
        .hasMessageContaining("config.ml");
  }
}
