package io.github.miragemaven.snapshot.host;

import io.github.miragemaven.failure.UserFailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.security.SecurityUtils;

/** The keys to log in to the build host with. */
final class Identities {

  private static final List<String> USUAL_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

  private Identities() {}

  /**
   * Reads the keys.
   *
   * @throws UserFailureException if there is none, or it cannot be read
   */
  static List<KeyPair> of(HostSettings settings) throws UserFailureException {
    Path home = Path.of(System.getProperty("user.home"), ".ssh");
    List<Path> files =
        settings
            .privateKey()
            .map(List::of)
            .orElseGet(
                () -> USUAL_KEYS.stream().map(home::resolve).filter(Files::isRegularFile).toList());
    List<KeyPair> identities = new ArrayList<>();
    for (Path file : files) {
      identities.addAll(read(settings, file));
    }
    if (identities.isEmpty()) {
      throw new UserFailureException(
          "There is no private key in %s to log in to the build host with.%nSet one: -Dmirage.host.privateKey=~/.ssh/id_ed25519"
              .formatted(home));
    }
    return identities;
  }

  private static List<KeyPair> read(HostSettings settings, Path file) throws UserFailureException {
    FilePasswordProvider passphrase =
        settings.passphrase().map(FilePasswordProvider::of).orElse(FilePasswordProvider.EMPTY);
    try {
      List<KeyPair> read = new ArrayList<>();
      try (InputStream in = Files.newInputStream(file)) {
        SecurityUtils.loadKeyPairIdentities(null, new PathResource(file), in, passphrase)
            .forEach(read::add);
      }
      return read;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new UserFailureException(
          "The private key %s cannot be read: %s.%nSet another one (-Dmirage.host.privateKey=...); a passphrase is taken from the <server> named by -Dmirage.host.serverId=...."
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
