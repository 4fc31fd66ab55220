package io.github.miragemaven.snapshot.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.process.Programs;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the explanations of error messages of OpenSSH's client. */
class SshFailureTest {

  private static final SshSettings SETTINGS = settings(Optional.empty());

  private static SshSettings settings(Optional<Path> key) {
    return new SshSettings(
        "public", OptionalInt.empty(), Optional.empty(), key, Optional.empty(), Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssh: connect to host 10.0.0.9 port 22: Connection refused",
        "ssh: connect to host 10.0.0.9 port 22: Connection timed out",
        "ssh: connect to host 10.0.0.9 port 22: No route to host",
        "kex_exchange_identification: read: Connection reset by peer",
        "Connection closed by 10.0.0.9 port 22",
        "client_loop: send disconnect: Broken pipe",
        "Timeout, server 10.0.0.9 not responding.",
        ""
      })
  void retriesTransientFailures(String errors) {
    assertThat(new SshFailure(SETTINGS, "10.0.0.9", errors).permanent()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "root@10.0.0.9: Permission denied (publickey). | -Dmirage.host.privateKey",
        "Received disconnect: 2: Too many authentication failures | -Dmirage.host.user",
        "ssh: Could not resolve hostname h: Name or service not known | -Dmirage.host.address",
        "No ED25519 host key is known for [h]:2222 and you have requested strict checking."
            + " | ssh-keyscan -p 2222 h >> ~/.ssh/known_hosts",
        "Host key for h has changed and you have requested strict checking. | -R 'h'"
      })
  void namesParameterOrCommandInThreeLines(String errors, String advice) {
    assertThat(new SshFailure(SETTINGS, "10.0.0.9", errors).permanent())
        .containsInstanceOf(UserFailureException.class)
        .hasValueSatisfying(failure -> assertThat(failure).hasMessageContaining(advice))
        .hasValueSatisfying(
            failure -> assertThat(failure.getMessage().lines()).hasSizeLessThanOrEqualTo(3));
  }

  @Test
  void showsAnyOtherFailure() {
    assertThat(new SshFailure(SETTINGS, "h", "Bad configuration option: x").permanent())
        .containsInstanceOf(EnvironmentFailureException.class)
        .hasValueSatisfying(
            failure -> assertThat(failure).hasMessageContaining("Bad configuration option: x"));
  }

  @Test
  void explainsHowToInstallSsh() {
    assertThatThrownBy(() -> Ssh.find(SETTINGS, Programs.of(Map.of("PATH", ""))))
        .isInstanceOf(EnvironmentFailureException.class)
        .hasMessageContaining("OpenSSH Client");
  }

  @Test
  void refusesMissingPrivateKey(@TempDir Path directory) {
    assertThatThrownBy(() -> Ssh.find(settings(Optional.of(directory.resolve("none")))))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("mirage.host.privateKey");
  }
}
