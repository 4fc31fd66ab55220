package io.github.miragemaven.local;

import io.github.miragemaven.local.http.TlsIdentity;
import io.github.miragemaven.local.signature.AccessKey;
import io.github.miragemaven.local.state.DirectoryLock;
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
 * The secrets of a directory of regions: the access key that its clients sign with, in a file as
 * AWS's tools read it, and the certificate of its servers. They are made once.
 */
record Keyring(AccessKey accessKey, TlsIdentity identity) {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Reads the secrets below a directory, or makes them. */
  static Keyring in(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path credentials = directory.resolve("credentials");
    Path certificate = directory.resolve("certificate.p12");
    return new DirectoryLock(directory.resolve("lock"))
        .hold(
            () -> {
              if (!Files.exists(certificate)) {
                Path draft = directory.resolve("certificate.draft");
                TlsIdentity.create().writeTo(draft);
                Files.move(draft, certificate, StandardCopyOption.ATOMIC_MOVE);
              }
              if (!Files.exists(credentials)) {
                Path draft = directory.resolve("credentials.draft");
                Files.write(draft, lines());
                Files.move(draft, credentials, StandardCopyOption.ATOMIC_MOVE);
              }
              return new Keyring(read(credentials), TlsIdentity.readFrom(certificate));
            });
  }

  private static List<String> lines() {
    byte[] secret = new byte[30];
    RANDOM.nextBytes(secret);
    String id =
        RANDOM
            .ints(16, 0, ALPHABET.length())
            .mapToObj(i -> ALPHABET.substring(i, i + 1))
            .collect(Collectors.joining());
    return List.of(
        "[default]",
        "aws_access_key_id = AKIA" + id,
        "aws_secret_access_key = " + Base64.getEncoder().encodeToString(secret));
  }

  private static AccessKey read(Path credentials) throws IOException {
    List<String> lines = Files.readAllLines(credentials);
    return new AccessKey(
        value(lines, "aws_access_key_id", credentials),
        value(lines, "aws_secret_access_key", credentials),
        Optional.empty());
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
