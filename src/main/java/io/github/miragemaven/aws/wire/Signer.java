package io.github.miragemaven.aws.wire;

import io.github.miragemaven.incremental.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Signs calls whose bodies TLS keeps whole (IAM User Guide, "Create a signed AWS API request"). The
 * SDK's signer is made for calls of every kind and takes a good part of the time that a block's
 * call needs; here what does not change from call to call is kept.
 */
final class Signer {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String HMAC = "HmacSHA256";
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String TERMINATOR = "aws4_request";
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final Comparator<Header> BY_NAME = Comparator.comparing(Header::name);
  private static final int DAY = "yyyyMMdd".length();

  private final Route route;
  private final MessageDigest sha256 = Sha256.digest();
  private final Mac mac;
  private Optional<Moment> last = Optional.empty();

  /**
   * What is the same for all calls that are signed with the same credentials in a second.
   *
   * @param toSign what is signed, but for the digest of the call behind it
   * @param credential what the signature's header begins with
   */
  private record Moment(
      long second, AwsCredentials credentials, String time, String toSign, String credential) {}

  /** Signs calls that go a way. */
  Signer(Route route) {
    this.route = route;
    try {
      this.mac = Mac.getInstance(HMAC);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has HmacSHA256 (javax.crypto.Mac)", e);
    }
  }

  /**
   * The headers of a call, with the signature.
   *
   * @param path of unreserved characters (RFC 3986, section 2.3) and slashes, so that it is the
   *     same encoded
   */
  synchronized List<Header> signed(
      String method, String path, List<Header> headers, AwsCredentials credentials, Instant now) {
    Moment moment = moment(credentials, now);
    List<Header> signed = new ArrayList<>(headers);
    signed.add(new Header("host", route.authority()));
    signed.add(new Header("x-amz-content-sha256", UNSIGNED));
    signed.add(new Header("x-amz-date", moment.time()));
    if (credentials instanceof AwsSessionCredentials session) {
      signed.add(new Header("x-amz-security-token", session.sessionToken()));
    }
    signed.sort(BY_NAME);
    String names = join(";", signed, Header::name);
    String lines = join("\n", signed, Header::line);
    String canonical = String.join("\n", method, path, "", lines, "", names, UNSIGNED);
    String request = hex(sha256.digest(utf8(canonical)));
    String signature = hex(mac.doFinal(utf8(moment.toSign().concat(request))));
    signed.add(
        new Header(
            "authorization",
            String.join("", moment.credential(), names, ", Signature=", signature)));
    return signed;
  }

  private static String join(String between, List<Header> headers, Function<Header, String> part) {
    StringJoiner all = new StringJoiner(between);
    headers.forEach(header -> all.add(part.apply(header)));
    return all.toString();
  }

  /** What holds for this second; the day's key is the one that {@link #mac} has afterwards. */
  private Moment moment(AwsCredentials credentials, Instant now) {
    if (last.isPresent()
        && last.get().second() == now.getEpochSecond()
        && last.get().credentials().equals(credentials)) {
      return last.get();
    }
    String time = SECOND.format(now);
    String day = time.substring(0, DAY);
    byte[] key = utf8("AWS4" + credentials.secretAccessKey());
    for (String part : List.of(day, route.region(), route.service(), TERMINATOR)) {
      use(key);
      key = mac.doFinal(utf8(part));
    }
    use(key);
    String scope = String.join("/", day, route.region(), route.service(), TERMINATOR);
    String toSign = String.join("\n", ALGORITHM, time, scope, "");
    String credential =
        "%s Credential=%s/%s, SignedHeaders="
            .formatted(ALGORITHM, credentials.accessKeyId(), scope);
    Moment moment = new Moment(now.getEpochSecond(), credentials, time, toSign, credential);
    last = Optional.of(moment);
    return moment;
  }

  private void use(byte[] key) {
    try {
      mac.init(new SecretKeySpec(key, HMAC));
    } catch (InvalidKeyException e) {
      throw new AssertionError("HMAC takes any key (RFC 2104)", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
