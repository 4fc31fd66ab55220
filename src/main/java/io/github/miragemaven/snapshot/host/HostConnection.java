package io.github.miragemaven.snapshot.host;

import io.github.miragemaven.aws.Time;
import io.github.miragemaven.aws.Waiting;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;

/** A connection to the build host's SSH server, through which commands are run. */
final class HostConnection implements Closeable {

  private static final Duration CONNECT = Duration.ofSeconds(15);

  /** A host that has just been started takes so long, at the most, until its SSH server listens. */
  private static final Duration BOOT = Duration.ofMinutes(5);

  private static final Duration COMMAND = Duration.ofMinutes(30);
  private static final Duration HEARTBEAT = Duration.ofSeconds(20);

  private final HostSettings settings;
  private final HostKeys keys;
  private final String address;
  private final int port;
  private final SshClient client;
  private final ClientSession session;

  /** Connects, and waits for a host that is still starting. */
  HostConnection(HostSettings settings, BuildHost host, Progress progress, Time time)
      throws FailureException, InterruptedException {
    this.settings = settings;
    this.keys = new HostKeys(settings.knownHosts());
    this.address = address(settings, host);
    this.port = settings.port();
    this.client = SshClient.setUpDefaultClient();
    client.setServerKeyVerifier(keys.verifier());
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(Identities.of(settings)));
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
    client.start();
    boolean connected = false;
    try {
      this.session =
          new Waiting(progress, time)
              .until(
                  "nothing answers at port %d of the build host, %s".formatted(port, address),
                  BOOT,
                  this::connected);
      connected = true;
    } finally {
      if (!connected) {
        client.stop();
      }
    }
  }

  private static String address(HostSettings settings, BuildHost host) throws UserFailureException {
    Optional<String> address =
        switch (settings.address()) {
          case "public" -> host.publicAddress();
          case "private" -> host.privateAddress();
          default -> Optional.of(settings.address());
        };
    return address.orElseThrow(
        () ->
            new UserFailureException(
                "The build host %s has no %s address.%nSet another one: -Dmirage.host.address=private, or a name or address of your own."
                    .formatted(host.id(), settings.address())));
  }

  /** Connects once; empty if nothing listens yet. */
  private Optional<ClientSession> connected() throws FailureException {
    ClientSession fresh;
    try {
      fresh = client.connect(settings.user(), address, port).verify(CONNECT).getSession();
    } catch (IOException notYet) {
      return Optional.empty();
    }
    try {
      fresh.auth().verify(CONNECT);
      return Optional.of(fresh);
    } catch (IOException e) {
      fresh.close(true);
      throw refused(e);
    }
  }

  private FailureException refused(IOException failure) {
    if (keys.refusal().isPresent()) {
      return new UserFailureException(keys.refusal().get(), failure);
    }
    return new UserFailureException(
        "The build host at %s:%d does not let %s in: %s.%nSet the user (-Dmirage.host.user=ec2-user) and the key (-Dmirage.host.privateKey=...) that it knows."
            .formatted(address, port, settings.user(), failure.getMessage()),
        failure);
  }

  /** What goes into a command. */
  @FunctionalInterface
  interface Input {

    /** Nothing. */
    Input NONE = out -> {};

    /** Writes it. */
    void to(OutputStream out) throws IOException, InterruptedException;
  }

  /**
   * Runs a command of the host's shell to its end.
   *
   * @return what it printed
   * @throws CommandRefusedException if it fails
   * @throws ConnectException if the connection is lost
   */
  String run(String command, Input input)
      throws CommandRefusedException, IOException, InterruptedException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    try (ChannelExec channel = session.createExecChannel(command)) {
      channel.setOut(output);
      channel.setErr(errors);
      channel.open().verify(CONNECT);
      boolean sent = send(channel, input);
      channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), COMMAND);
      Integer status = channel.getExitStatus();
      if (status == null) {
        throw new ConnectException("The connection to %s was lost".formatted(address));
      }
      if (status != 0 || !sent) {
        throw new CommandRefusedException(status, text(errors));
      }
      return text(output);
    }
  }

  /** Sends all there is, unless the command ends before it has read that. */
  private static boolean send(ChannelExec channel, Input input)
      throws IOException, InterruptedException {
    try (OutputStream in = channel.getInvertedIn()) {
      input.to(in);
      return true;
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("The build host was being written to");
      }
      return false;
    }
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }

  /** The host's name or address, for messages. */
  String address() {
    return address;
  }

  @Override
  public void close() {
    session.close(true);
    client.stop();
  }
}
