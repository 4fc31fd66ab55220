package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests requests to S3 that the SDK's client cannot send. */
class S3WireTest extends RegionTest {

  private static final String TEXT = "birds of a feather";

  @BeforeEach
  void addBucket() throws IOException {
    region().addBucket("birds");
  }

  private static String crc(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static String chunks(String text, String trailer) {
    return "%x\r\n%s\r\n0\r\n%s\r\n\r\n".formatted(text.length(), text, trailer);
  }

  /** Creates a signed body like the SDK's, with changes. */
  private RawRequest chunked(String body, int length) {
    return RawRequest.to(region(), "PUT", "/birds/key", "x".repeat(length))
        .inChunks()
        .signed("s3")
        .without("Content-Length")
        .withBody(body);
  }

  private String stored() throws IOException {
    return RawRequest.to(region(), "GET", "/birds/key", "").signed("s3").send().body();
  }

  @Test
  void takesChunksWhoseTrailerIsTheirChecksum() throws Exception {
    String body = chunks(TEXT, "x-amz-checksum-crc32:" + crc(TEXT));
    assertThat(chunked(body, TEXT.length()).send().status()).isEqualTo(200);
    assertThat(stored()).isEqualTo(TEXT);
  }

  @Test
  void refusesChunksThatAreNotWhatTheTrailerSays() throws Exception {
    String body = chunks("x" + TEXT.substring(1), "x-amz-checksum-crc32:" + crc(TEXT));
    assertThat(chunked(body, TEXT.length()).send().refusal()).isEqualTo("BadDigest 400");
    String without = chunks(TEXT, "x-amz-checksum-crc64:" + crc(TEXT));
    assertThat(chunked(without, TEXT.length()).send().refusal()).isEqualTo("BadDigest 400");
    assertThat(directory.resolve("local/object-data")).isEmptyDirectory();
  }

  @Test
  void refusesChunksThatAreNotAsLongAsTheySay() throws Exception {
    String trailer = "x-amz-checksum-crc32:" + crc(TEXT) + " ";
    assertThat(chunked(chunks(TEXT, trailer), TEXT.length() + 1).send().refusal())
        .isEqualTo("IncompleteBody 400");
    for (String start : List.of("fff\r\n", "2\r\n", "many\r\n", "0\r\nno trailer\r\n\r\n")) {
      String body = start + "x".repeat(chunks("birds", trailer.strip()).length() - start.length());
      assertThat(chunked(body, 5).send().refusal()).isEqualTo("IncompleteBody 400");
    }
    assertThat(directory.resolve("local/object-data")).isEmptyDirectory();
  }

  @Test
  void refusesBodyThatIsNotWhatItsHeaderSays() throws Exception {
    assertThat(
            RawRequest.to(region(), "PUT", "/birds/key", TEXT)
                .with("x-amz-checksum-crc32", crc("other"))
                .signed("s3")
                .send()
                .refusal())
        .isEqualTo("BadDigest 400");
    assertThat(
            RawRequest.to(region(), "PUT", "/birds/key", TEXT)
                .with("Content-MD5", Base64.getEncoder().encodeToString(new byte[16]))
                .signed("s3")
                .send()
                .refusal())
        .isEqualTo("BadDigest 400");
  }

  @Test
  void refusesSignedBodyThatWasChanged() throws Exception {
    assertThat(
            RawRequest.to(region(), "PUT", "/birds/key", TEXT)
                .signed("s3")
                .withBody("x" + TEXT.substring(1))
                .send()
                .refusal())
        .isEqualTo("SignatureDoesNotMatch 403");
  }

  @Test
  void refusesOtherRegionsSignatures() throws Exception {
    assertThat(
            RawRequest.to(region(), "GET", "/birds?location", "")
                .signed("s3", "local-2", region().accessKey(), Clock.systemUTC())
                .send()
                .refusal())
        .isEqualTo("SignatureDoesNotMatch 403");
  }

  @Test
  void takesTheBucketFromTheHost() throws Exception {
    assertThat(
            RawRequest.to(region(), "PUT", "/key", TEXT)
                .with("Host", "birds.localhost:443")
                .signed("s3")
                .send()
                .status())
        .isEqualTo(200);
    assertThat(stored()).isEqualTo(TEXT);
    assertThat(
            RawRequest.to(region(), "GET", "/?location", "")
                .with("Host", "fish.s3.local.amazonaws.com")
                .signed("s3")
                .send()
                .refusal())
        .isEqualTo("NoSuchBucket 404");
  }

  @Test
  void answersHeadsWithoutABody() throws Exception {
    RawRequest.to(region(), "PUT", "/birds/key", TEXT).signed("s3").send();
    RawAnswer found = RawRequest.to(region(), "HEAD", "/birds/key", "").signed("s3").send();
    assertThat(found.head()).contains("Content-Length: " + TEXT.length());
    assertThat(found.body()).isEmpty();
    assertThat(RawRequest.to(region(), "HEAD", "/birds/other", "").signed("s3").send().status())
        .isEqualTo(404);
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    assertThat(RawRequest.to(region(), "GET", "/birds?acl", "").signed("s3").send().refusal())
        .isEqualTo("NotImplemented 501");
  }

  @Test
  void failsByRule() throws Exception {
    region().inject(Faults.none().on("PutObject").attempt(1).give(Fault.throttled()));
    assertThat(RawRequest.to(region(), "PUT", "/birds/key", TEXT).signed("s3").send().refusal())
        .isEqualTo("SlowDown 503");
    assertThat(RawRequest.to(region(), "PUT", "/birds/key", TEXT).signed("s3").send().status())
        .isEqualTo(200);
  }
}
