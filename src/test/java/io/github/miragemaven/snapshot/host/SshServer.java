package io.github.miragemaven.snapshot.host;

import io.github.miragemaven.process.Programs;
import io.github.miragemaven.tools.RealTool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Debian's OpenSSH server on loopback, with keys of its own, for the user who runs the test. */
@SuppressWarnings("try") // Whoever closes it waits for its end, and may be interrupted.
final class SshServer implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 20;

  private final Path directory;
  private final int port;
  private final Process process;

  private SshServer(Path directory, int port, Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts one, which keeps all its files in that directory. Programs in its {@code bin} are found
   * before the system's own.
   */
  static SshServer start(Path directory) throws Exception {
    Path sshd = sshd();
    RealTool keygen = RealTool.require("ssh-keygen", "openssh-client");
    for (String key : List.of("host", "user", "stranger")) {
      keygen.run(directory, "-q", "-t", "ed25519", "-N", "", "-f", directory.resolve(key));
    }
    Files.copy(directory.resolve("user.pub"), directory.resolve("authorized_keys"));
    Files.createDirectories(directory.resolve("bin"));
    int port = freePort();
    Path config = directory.resolve("sshd_config");
    Files.writeString(
        config,
        """
        Port %d
        ListenAddress 127.0.0.1
        ListenAddress ::1
        HostKey %2$s/host
        AuthorizedKeysFile %2$s/authorized_keys
        PidFile none
        StrictModes no
        PasswordAuthentication no
        PermitRootLogin yes
        SetEnv PATH=%2$s/bin:/usr/sbin:/usr/bin:/sbin:/bin
        """
            .formatted(port, directory));
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd")); // Debian's service would make it.
    }
    Process process =
        new ProcessBuilder(sshd.toString(), "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    SshServer server = new SshServer(directory, port, process);
    server.awaitPort();
    return server;
  }

  private static Path sshd() {
    Optional<Path> debian = Optional.of(Path.of("/usr/sbin/sshd")).filter(Files::isExecutable);
    return Programs.ofThisProcess()
        .find("sshd")
        .or(() -> debian)
        .orElseThrow(() -> RealTool.missing("sshd is not there: apt-get install openssh-server"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort() throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > until) {
          throw new IOException(
              "sshd does not listen: " + Files.readString(directory.resolve("log")), e);
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  int port() {
    return port;
  }

  /** The file with the key that it lets in, or with one that it does not. */
  Path key(boolean known) {
    return directory.resolve(known ? "user" : "stranger");
  }

  /** A file of known hosts that has its key for a port, or another one, or none. */
  Path knownHosts(int itsPort, String key) throws IOException {
    Path file = directory.resolve("known_hosts_" + itsPort + key);
    String line =
        key.isEmpty()
            ? ""
            : "[127.0.0.1]:%d %s".formatted(itsPort, Files.readString(directory.resolve(key)));
    return Files.writeString(file, line);
  }

  /** Writes a configuration of ssh that knows and trusts the server for every host. */
  Path config(String text) throws IOException {
    Path known = directory.resolve("known_hosts_config");
    String key = Files.readString(directory.resolve("host.pub"));
    Files.writeString(
        known, "[127.0.0.1]:%1$d,[::1]:%1$d,the-host,the-jump %2$s".formatted(port, key));
    return Files.writeString(
        directory.resolve("ssh_config"),
        text + "Host *\n  UserKnownHostsFile %s\n  Port %d\n".formatted(known, port));
  }

  /** Puts a program before the system's own of that name. */
  void replace(String program, String script) throws IOException {
    Path file = directory.resolve("bin").resolve(program);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.toHandle().destroyForcibly();
    process.onExit().join();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
