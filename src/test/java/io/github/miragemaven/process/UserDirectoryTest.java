package io.github.miragemaven.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.tools.ChildJvm;
import io.github.miragemaven.tools.RealTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class UserDirectoryTest {

  @TempDir Path directory;

  @Test
  void isInTheHomeDirectory() {
    assertThat(UserDirectory.find(directory.toString(), Map.of()))
        .contains(directory.resolve(".mirage"));
  }

  @Test
  void isInHomeWhereJavaKnowsNoHomeDirectory() {
    Map<String, String> environment = Map.of("HOME", directory.toString());
    for (String home : List.of("?", "", "/proc/no-such-directory")) {
      assertThat(UserDirectory.find(home, environment)).contains(directory.resolve(".mirage"));
    }
  }

  @Test
  void isInTheStateDirectoryWithoutAHomeDirectory() {
    assertThat(UserDirectory.find("?", Map.of("XDG_STATE_HOME", directory.toString())))
        .contains(directory.resolve("mirage"));
  }

  @Test
  void isMissingWithoutAny() {
    assertThat(UserDirectory.find("?", Map.of("HOME", "relative", "XDG_STATE_HOME", ""))).isEmpty();
  }

  /** Runs a JVM as a user without an entry in /etc/passwd, as {@code docker run -u} does. */
  @Test
  void isFoundForAUserWithoutAPasswdEntry() throws Exception {
    RealTool setpriv = RealTool.require("setpriv", "util-linux");
    RealTool.Outcome user = setpriv.run(directory, "--reuid", "54321", "true");
    if (user.exitCode() != 0) {
      throw RealTool.missing("only root can run a program as another user");
    }
    Path home = Files.createDirectory(directory.resolve("home"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    String java = ChildJvm.program().toString();
    RealTool.Outcome found =
        setpriv.run(
            directory, "--reuid", "54321", "env", "HOME=" + home, java, "-cp", classes(), find());
    assertThat(found.text().strip()).isEqualTo("Optional[" + home.resolve(".mirage") + "]");
    RealTool.Outcome none =
        setpriv.run(directory, "--reuid", "54321", "env", "HOME=/", java, "-cp", classes(), find());
    assertThat(none.text().strip()).isEqualTo("Optional.empty");
    assertThat(directory.resolve("?")).doesNotExist();
  }

  /** Prints the directory. */
  static final class Printer {

    private Printer() {}

    public static void main(String[] arguments) {
      System.out.println(UserDirectory.find());
    }
  }

  private static String find() {
    return Printer.class.getName();
  }

  /** Copies the classes to a directory that the other user can read. */
  private String classes() throws IOException {
    Path classes = directory.resolve("classes");
    for (Class<?> needed : List.of(UserDirectory.class, Printer.class)) {
      String name = needed.getName().replace('.', '/') + ".class";
      Files.createDirectories(classes.resolve(name).getParent());
      try (InputStream in = needed.getClassLoader().getResourceAsStream(name)) {
        Files.copy(in, classes.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return classes.toString();
  }
}
