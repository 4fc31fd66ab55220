package io.github.miragemaven.local.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A signing key, derived from a secret for a day, region and service. */
final class SigningKey {

  private static final String HMAC = "HmacSHA256";

  private final byte[] key;

  private SigningKey(byte[] key) {
    this.key = key;
  }

  /** Derives the key for a credential scope. */
  static SigningKey derive(String secret, Authorization scope) {
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    key = hmac(key, scope.date());
    key = hmac(key, scope.region());
    key = hmac(key, scope.service());
    return new SigningKey(hmac(key, "aws4_request"));
  }

  /** Returns the signature of a text, in hexadecimal digits. */
  String sign(String text) {
    return HexFormat.of().formatHex(hmac(key, text));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("Every Java platform has HmacSHA256 (javax.crypto.Mac)", e);
    }
  }
}
