package io.github.miragemaven.local;

import io.github.miragemaven.aws.AccessKey;
import io.github.miragemaven.local.state.DirectoryLock;
import io.github.miragemaven.local.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The secrets of a directory of regions, created once: the access key of its clients, in a file in
 * the format of the AWS tools, and the certificate of its servers.
 */
final class Keyring {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final AccessKey accessKey;
  private final TlsIdentity identity;

  private Keyring(AccessKey accessKey, TlsIdentity identity) {
    this.accessKey = accessKey;
    this.identity = identity;
  }

  /** Reads the secrets in a directory, creating them if they are missing. */
  static Keyring in(Path directory) throws IOException {
    Files.createDirectories(directory);
    return new DirectoryLock(directory.resolve("lock"))
        .hold(
            () ->
                new Keyring(
                    accessKey(directory.resolve("credentials")),
                    identity(directory.resolve("tls.p12"))));
  }

  /** Returns the access key that clients sign with. */
  AccessKey accessKey() {
    return accessKey;
  }

  /** Returns the certificate of the servers. */
  TlsIdentity identity() {
    return identity;
  }

  private static TlsIdentity identity(Path file) throws IOException {
    if (!Files.exists(file)) {
      Path draft = privateDraft(file);
      TlsIdentity.create().writeTo(draft);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return TlsIdentity.readFrom(file);
  }

  private static AccessKey accessKey(Path file) throws IOException {
    if (!Files.exists(file)) {
      Path draft = privateDraft(file);
      List<String> lines =
          List.of(
              "[default]",
              "aws_access_key_id = AKIA" + id(),
              "aws_secret_access_key = " + secret());
      Files.write(draft, lines);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    List<String> lines = Files.readAllLines(file);
    return new AccessKey(
        value(lines, "aws_access_key_id", file),
        value(lines, "aws_secret_access_key", file),
        Optional.empty());
  }

  /** Creates an empty file that only its owner can read, on file systems with owners. */
  private static Path privateDraft(Path file) throws IOException {
    return Files.createTempFile(file.toAbsolutePath().getParent(), "", ".draft");
  }

  private static String id() {
    return RANDOM
        .ints(16, 0, ALPHABET.length())
        .mapToObj(i -> ALPHABET.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  private static String secret() {
    byte[] secret = new byte[30];
    RANDOM.nextBytes(secret);
    return Base64.getEncoder().encodeToString(secret);
  }

  private static String value(List<String> lines, String name, Path file) throws IOException {
    String start = name + " = ";
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElseThrow(() -> new IOException(file + " has no line " + name));
  }
}
