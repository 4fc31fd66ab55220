package io.github.miragemaven.snapshot.host;

import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;

/**
 * Holds the host's key against the file of known hosts, as {@code ssh -o StrictHostKeyChecking=yes}
 * does, and remembers why a key was refused.
 */
final class HostKeys {

  private final Path file;
  private final AtomicReference<String> refusal = new AtomicReference<>();

  HostKeys(Path file) {
    this.file = file;
  }

  ServerKeyVerifier verifier() {
    KnownHostsServerKeyVerifier known = new KnownHostsServerKeyVerifier(this::refuseUnknown, file);
    known.setModifiedServerKeyAcceptor(
        (session, address, entry, expected, actual) -> {
          refusal.set(
              "The key of the build host at %s is not the one in %s: %s. Another machine may have taken its place.%nIf that is as it should be, remove the old key (ssh-keygen -R %s) and add the new one: %s"
                  .formatted(
                      address,
                      file,
                      KeyUtils.getFingerPrint(actual),
                      name(session),
                      scan(session)));
          return false;
        });
    return known;
  }

  private boolean refuseUnknown(ClientSession session, SocketAddress address, PublicKey key) {
    refusal.compareAndSet(
        null,
        "The build host at %s has a key that is not in %s: %s.%nCompare it with the one in the host's console log, and add it: %s"
            .formatted(address, file, KeyUtils.getFingerPrint(key), scan(session)));
    return false;
  }

  /** Why the host's key was refused, in words for the user. */
  Optional<String> refusal() {
    return Optional.ofNullable(refusal.get());
  }

  private static String name(ClientSession session) {
    return session.getConnectAddress() instanceof java.net.InetSocketAddress address
        ? address.getHostString()
        : session.getConnectAddress().toString();
  }

  private String scan(ClientSession session) {
    int port =
        session.getConnectAddress() instanceof java.net.InetSocketAddress address
            ? address.getPort()
            : 22;
    return "ssh-keyscan %s%s >> %s"
        .formatted(port == 22 ? "" : "-p " + port + " ", name(session), file);
  }
}
