package io.github.miragemaven.local.service;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Opaque tokens for clients: base64 of an expiry time, a text and a MAC of both. */
public final class SealedTokens {

  private static final String HMAC = "HmacSHA256";
  private static final int SEAL = 12;

  private final SecretKeySpec key;
  private final InstantSource clock;

  /** Creates tokens that are authenticated with a secret and expire by a clock. */
  public SealedTokens(String secret, InstantSource clock) {
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC);
    this.clock = clock;
  }

  /** Returns a token for a text that is valid for a limited time. */
  public String seal(String text, Duration lifetime) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer token = ByteBuffer.allocate(Long.BYTES + content.length + SEAL);
    token.putLong(clock.instant().plus(lifetime).toEpochMilli()).put(content);
    token.put(mac(Arrays.copyOf(token.array(), token.position())));
    return Base64.getEncoder().encodeToString(token.array());
  }

  /** Returns the text of a token, or empty if the token is invalid or has expired. */
  public Optional<String> open(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length < Long.BYTES + SEAL) {
      return Optional.empty();
    }
    int end = bytes.length - SEAL;
    byte[] seal = Arrays.copyOfRange(bytes, end, bytes.length);
    Instant expiry = Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong());
    if (!MessageDigest.isEqual(seal, mac(Arrays.copyOf(bytes, end)))
        || !clock.instant().isBefore(expiry)) {
      return Optional.empty();
    }
    return Optional.of(new String(bytes, Long.BYTES, end - Long.BYTES, StandardCharsets.UTF_8));
  }

  private byte[] mac(byte[] content) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return Arrays.copyOf(mac.doFinal(content), SEAL);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("Every Java platform has HmacSHA256 (javax.crypto.Mac)", e);
    }
  }
}
