package io.github.miragemaven.mirage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLinesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2.0.1  | make depend  | mirage build
          2.1.0  | make depend  | mirage build
          3.0.0  | make depend  | mirage build
          3.10.8 | make depend  | mirage build
          4.0.0  | make depends | mirage build
          4.4.2  | make depends | mirage build
          4.5.0  | make depends | make build
          4.11.1 | make depends | make build
          """)
  void usesCommandsOfVersion(String version, String depends, String build) throws Exception {
    assertThat(commands(version).depends()).containsExactly(depends.split(" "));
    assertThat(commands(version).build()).containsExactly(build.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "2.9.1, unix, mir-blog",
    "2.9.1, xen, mir-blog.xen",
    "3.2.0, ukvm, blog.ukvm",
    "3.10.8, unix, blog",
    "3.10.8, qubes, blog.xen",
    "4.11.1, unix, dist/blog",
    "4.11.1, macosx, dist/blog",
    "4.11.1, xen, dist/blog.xen",
    "4.11.1, qubes, dist/blog.xen",
    "4.11.1, spt, dist/blog.spt",
    "4.11.1, unikraft-qemu, dist/blog.qemu",
    "4.11.1, unikraft-firecracker, dist/blog.fc",
  })
  void kernelPathDependsOnNameTargetAndVersion(String version, String target, String kernel)
      throws Exception {
    assertThat(commands(version).kernel("blog", Target.parse(target))).isEqualTo(kernel);
  }

  @Test
  void keysBecomeOptionsAndEmptyOnesFlags() {
    assertThat(
            CommandLines.options(new TreeMap<>(Map.of("kv_ro", "crunch", "no-dhcp", "", "l", "x"))))
        .containsExactly("--kv_ro=crunch", "-lx", "--no-dhcp");
  }

  @Test
  void passesOutputNameOnlyIfSet() throws Exception {
    assertThat(commands("4.11.1").configure(Target.SPT, Optional.of("www"), Map.of()))
        .containsExactly("mirage", "configure", "-f", "config.ml", "-t", "spt", "-o", "www");
    assertThat(commands("4.11.1").configure(Target.SPT, Optional.empty(), Map.of()))
        .doesNotContain("-o");
  }

  @ParameterizedTest
  @CsvSource({
    "4.9.0, xen, false, dhcp=true",
    "4.9.0, xen, true, ''",
    "4.10.4, hvt, false, dhcp=true",
    "4.10.5, hvt, false, ''",
    "4.10.5, hvt, true, dhcp=false",
    "4.11.0, xen, false, ''",
    "4.11.0, xen, true, no-dhcp=",
    "4.11.1, unix, false, net=socket",
    "4.11.1, unix, true, net=socket",
    "4.11.1, qubes, true, ''",
  })
  void setsNetworkKeysOfGenericStack(String version, String target, boolean fixed, String key)
      throws Exception {
    Network network =
        fixed ? Network.of(Optional.of("10.0.0.2/24"), Optional.empty()) : UnikernelProject.DHCP;
    assertThat(commands(version).networkKeys(Target.parse(target), network).entrySet())
        .extracting(Object::toString)
        .containsExactly(key.isEmpty() ? new String[0] : new String[] {key});
  }

  private static CommandLines commands(String version) throws ToolchainException {
    return CommandLines.of(MirageVersion.parse(version));
  }
}
