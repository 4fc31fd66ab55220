package io.github.miragemaven.mirage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TargetTest {

  @ParameterizedTest
  @EnumSource(Target.class)
  void parseIgnoresCase(Target target) throws Exception {
    assertThat(Target.parse(target.commandLineName())).isEqualTo(target);
    assertThat(Target.parse(" " + target.name().replace('_', '-'))).isEqualTo(target);
  }

  @Test
  void unknownNameListsKnownNames() {
    assertThatThrownBy(() -> Target.parse("ec2"))
        .isInstanceOf(MirageException.class)
        .hasMessageContaining("no target 'ec2'")
        .hasMessageContaining("unix, macosx, xen, qubes, virtio")
        .hasMessageContaining("-Dmirage.target");
  }

  @ParameterizedTest
  @CsvSource({
    "2.0.0, unix xen",
    "2.9.1, unix macosx xen",
    "3.0.0, unix macosx xen qubes virtio ukvm",
    "3.2.0, unix macosx xen qubes virtio ukvm muen",
    "3.3.0, unix macosx xen qubes virtio hvt muen genode",
    "3.10.8, unix macosx xen qubes virtio hvt spt muen genode",
    "4.9.0, unix macosx xen qubes virtio hvt spt muen genode",
    "4.11.1, unix macosx xen qubes virtio hvt spt muen genode unikraft-qemu unikraft-firecracker",
  })
  void versionsSupportTheirTargets(String version, String names) throws Exception {
    MirageVersion mirage = MirageVersion.parse(version);
    assertThat(Stream.of(Target.values()).filter(target -> target.isSupportedBy(mirage)))
        .extracting(Target::commandLineName)
        .containsExactly(names.split(" "));
  }
}
