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

/** Runs an OpenSSH server on loopback as the current user, with generated keys. */
@SuppressWarnings("try") // Closing waits for the process and may be interrupted.
final class SshServer implements AutoCloseable {

  private static final int START_SECONDS = 20;

  private final Path directory;
  private final int port;
  private final Process process;

  private SshServer(Path directory, int port, Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts a server that keeps all its files in a directory. Programs in the directory's {@code
   * bin} take precedence over the system's.
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
      Files.createDirectories(Path.of("/run/sshd")); // Debian's service creates it.
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
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
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

  /** Returns the file of an authorized key or of an unauthorized one. */
  Path key(boolean authorized) {
    return directory.resolve(authorized ? "user" : "stranger");
  }

  /** Writes a known_hosts file with a key for a port, or with none if the key is empty. */
  Path knownHosts(int hostPort, String key) throws IOException {
    Path file = directory.resolve("known_hosts_" + hostPort + key);
    String line =
        key.isEmpty()
            ? ""
            : "[127.0.0.1]:%d %s".formatted(hostPort, Files.readString(directory.resolve(key)));
    return Files.writeString(file, line);
  }

  /** Writes an ssh configuration that accepts the server's key for all hosts of the tests. */
  Path config(String text) throws IOException {
    Path known = directory.resolve("known_hosts_config");
    String key = Files.readString(directory.resolve("host.pub"));
    Files.writeString(
        known, "[127.0.0.1]:%1$d,[::1]:%1$d,the-host,the-jump %2$s".formatted(port, key));
    return Files.writeString(
        directory.resolve("ssh_config"),
        text + "Host *\n  UserKnownHostsFile %s\n  Port %d\n".formatted(known, port));
  }

  /** Replaces a program with a script. */
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
