package io.github.miragemaven.incremental;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/**
 * A SHA-256 digest (FIPS 180-4).
 *
 * @param hex its 64 hexadecimal digits, in lower case
 */
public record Sha256(String hex) {

  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");
  private static final int BUFFER = 1 << 17;

  /** Accepts only 64 lower-case hexadecimal digits. */
  public Sha256 {
    if (!DIGITS.matcher(hex).matches()) {
      throw new IllegalArgumentException("Not a SHA-256 digest: " + hex);
    }
  }

  /** The digest of a text's UTF-8 bytes. */
  public static Sha256 of(String text) {
    return of(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The digest with these 32 bytes. */
  public static Sha256 of(byte[] digest) {
    return new Sha256(HexFormat.of().formatHex(digest));
  }

  /** The digest of a file's content. */
  public static Sha256 ofFile(Path file) throws IOException {
    return ofFile(file, bytes -> {});
  }

  /** The digest of a file's content; the watcher receives the number of bytes read so far. */
  public static Sha256 ofFile(Path file, LongConsumer watcher) throws IOException {
    long bytes = 0;
    MessageDigest digest = digest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        bytes += read;
        watcher.accept(bytes);
      }
    }
    return of(digest.digest());
  }

  /** The digest's 32 bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** A new SHA-256 computation. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256 (java.security.MessageDigest)", e);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
