package io.github.miragemaven.snapshot.host;

import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Waiting;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.process.ProcessTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** Runs commands on the build host, each by an {@code ssh} process. */
final class HostConnection {

  /** The time that a host needs to boot until its SSH server accepts connections. */
  private static final Duration BOOT = Duration.ofMinutes(5);

  private static final Duration COMMAND = Duration.ofMinutes(30);

  private final SshSettings settings;
  private final Ssh ssh;
  private final String address;

  /** Connects, and waits for a host that is still starting. */
  HostConnection(SshSettings settings, BuildHost host, Execution execution)
      throws FailureException, InterruptedException {
    this.settings = settings;
    this.ssh = Ssh.find(settings);
    this.address = address(settings, host);
    new Waiting(execution)
        .until(
            "the build host at %s does not accept SSH connections".formatted(address),
            BOOT,
            "Try: ssh %s; check its security group, or set -Dmirage.host.address=..."
                .formatted(address),
            this::connected);
  }

  private static String address(SshSettings settings, BuildHost host) throws UserFailureException {
    String address = settings.address();
    if (!address.equals("public") && !address.equals("private")) {
      return address;
    }
    return Optional.ofNullable(host.addresses().get(address))
        .orElseThrow(
            () ->
                new UserFailureException(
                    "The build host %s has no %s address.%nSet another one: -Dmirage.host.address=private, or a name or address that reaches it."
                        .formatted(host.id(), address)));
  }

  /** Connects once; empty if the host does not accept connections yet. */
  private Optional<Boolean> connected() throws FailureException {
    try {
      run("exit 0", Input.NONE);
      return Optional.of(true);
    } catch (CommandFailedException answered) {
      return Optional.of(true);
    } catch (IOException notYet) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The next pause throws it again.
      return Optional.empty();
    }
  }

  /** Supplies a command's standard input. */
  @FunctionalInterface
  interface Input {

    /** No input. */
    Input NONE = out -> {};

    /** Writes the input. */
    void to(OutputStream out) throws IOException, InterruptedException;
  }

  /**
   * Runs a command of the host's shell to its end.
   *
   * @return its standard output
   * @throws CommandFailedException if the command fails
   * @throws ConnectException if the connection is lost
   * @throws FailureException if {@code ssh} fails and would fail again
   */
  String run(String command, Input input)
      throws CommandFailedException, FailureException, IOException, InterruptedException {
    try (ProcessTree process = ProcessTree.startWithStreams(ssh.command(address, command))) {
      CompletableFuture<String> output = text(process.output());
      CompletableFuture<String> errors = text(process.errors());
      boolean sent = send(process, input);
      OptionalInt status = process.exitCode(COMMAND);
      if (status.isEmpty()) {
        throw new ConnectException(
            "A command on the build host %s did not finish within %d minutes"
                .formatted(address, COMMAND.toMinutes()));
      }
      if (status.getAsInt() == SshFailure.EXIT_CODE) {
        SshFailure failure = new SshFailure(settings, address, errors.join());
        Optional<FailureException> permanent = failure.permanent();
        if (permanent.isPresent()) {
          throw permanent.get();
        }
        throw new ConnectException(
            "The connection to %s was lost: %s".formatted(address, failure.reason()));
      }
      if (status.getAsInt() != 0 || !sent) {
        throw new CommandFailedException(status.getAsInt(), errors.join().strip());
      }
      return output.join().strip();
    }
  }

  /** Sends the input; false if the command ends before it has read all of it. */
  private static boolean send(ProcessTree process, Input input)
      throws InterruptedException, InterruptedIOException {
    try (OutputStream in = process.input()) {
      input.to(in);
      return true;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("Interrupted while writing to the build host");
      }
      return false;
    }
  }

  private static CompletableFuture<String> text(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
              } catch (IOException closed) {
                text.complete("");
              }
            },
            "ssh-output");
    reader.setDaemon(true);
    reader.start();
    return text;
  }

  /** The host's name or address, for messages. */
  String address() {
    return address;
  }
}
