package io.github.miragemaven.local;

import io.github.miragemaven.local.signature.AccessKey;
import io.github.miragemaven.local.state.JsonStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;

/** The temporary access keys of a directory of regions, next to its permanent one. */
final class TemporaryKeys {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path directory;

  TemporaryKeys(Path directory) {
    this.directory = directory;
  }

  /** Creates a key. */
  AccessKey add(Instant expiry) throws IOException {
    String id =
        "ASIA"
            + RANDOM
                .ints(16, 0, ALPHABET.length())
                .mapToObj(i -> ALPHABET.substring(i, i + 1))
                .collect(Collectors.joining());
    AccessKey key =
        new AccessKey(id, secret(), Optional.of(new AccessKey.Session(secret(), expiry)));
    store().put(id, key);
    return key;
  }

  /** Finds a key by its ID, including the permanent one. */
  Optional<AccessKey> find(String id, io.github.miragemaven.aws.AccessKey permanent) {
    if (id.equals(permanent.id())) {
      return Optional.of(new AccessKey(permanent.id(), permanent.secret(), Optional.empty()));
    }
    try {
      return id.matches("ASIA[A-Z2-7]{16}") ? store().find(id) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonStore<AccessKey> store() throws IOException {
    return JsonStore.in(directory.resolve("sessions"), AccessKey.class);
  }

  private static String secret() {
    byte[] secret = new byte[30];
    RANDOM.nextBytes(secret);
    return Base64.getEncoder().encodeToString(secret);
  }
}
