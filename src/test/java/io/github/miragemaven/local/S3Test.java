package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.miragemaven.local.service.Policy;
import io.github.miragemaven.tools.RealTool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Tests buckets and objects with the SDK's client. */
class S3Test extends RegionTest {

  private static final String BUCKET = "birds";
  private static final int PART = 5 << 20;

  @BeforeEach
  void addBucket() throws IOException {
    region().addBucket(BUCKET);
  }

  private S3Client s3() {
    return clients().s3();
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private void put(String key, byte[] bytes) {
    s3().putObject(ask -> ask.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
  }

  private byte[] get(String key) {
    return s3().getObjectAsBytes(ask -> ask.bucket(BUCKET).key(key)).asByteArray();
  }

  @Test
  void givesBackWhatWasPut() throws Exception {
    byte[] bytes = noise(100_000);
    put("a key/with spaces+and ü", bytes);
    assertThat(get("a key/with spaces+and ü")).isEqualTo(bytes);
    var head = s3().headObject(ask -> ask.bucket(BUCKET).key("a key/with spaces+and ü"));
    assertThat(head.contentLength()).isEqualTo(100_000);
    assertThat(head.eTag())
        .isEqualTo(
            '"' + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes)) + '"');
    assertThat(head.lastModified()).isEqualTo(now());
  }

  @Test
  void givesRanges() {
    byte[] bytes = noise(1000);
    put("key", bytes);
    assertThat(
            s3().getObjectAsBytes(ask -> ask.bucket(BUCKET).key("key").range("bytes=10-19"))
                .asByteArray())
        .isEqualTo(Arrays.copyOfRange(bytes, 10, 20));
    assertThat(
            refusal(
                () ->
                    s3().getObjectAsBytes(
                            ask -> ask.bucket(BUCKET).key("key").range("bytes=1000-1001"))))
        .isEqualTo("InvalidRange 416");
  }

  @Test
  void forgetsWhatWasDeletedAndDoesNotMindWhatWasNotThere() {
    put("key", noise(10));
    s3().deleteObject(ask -> ask.bucket(BUCKET).key("key"));
    s3().deleteObject(ask -> ask.bucket(BUCKET).key("key"));
    assertThat(refusal(() -> get("key"))).isEqualTo("NoSuchKey 404");
    assertThat(directory.resolve("local/object-data")).isEmptyDirectory();
  }

  @Test
  void keepsZerosAsHolesAndBodiesThatAreLargeInNoMemory() throws Exception {
    int size = 300 << 20;
    s3().putObject(
            ask -> ask.bucket(BUCKET).key("zeros"),
            RequestBody.fromContentProvider(
                () -> new Zeros(size), size, "application/octet-stream"));
    assertThat(s3().headObject(ask -> ask.bucket(BUCKET).key("zeros")).contentLength())
        .isEqualTo(size);
    Path file;
    try (Stream<Path> files = Files.list(directory.resolve("local/object-data"))) {
      file = files.findFirst().orElseThrow();
    }
    assertThat(Files.size(file)).isEqualTo(size);
    String used = RealTool.require("du", "coreutils").run(directory, "-k", file).text();
    assertThat(Integer.parseInt(used.substring(0, used.indexOf('\t')))).isLessThan(1024);
    assertThat(directory.resolve("local/spool")).isEmptyDirectory();
  }

  /** A stream of zeros that needs no memory. */
  private static final class Zeros extends ByteArrayInputStream {

    private int left;

    Zeros(int size) {
      super(new byte[0]);
      this.left = size;
    }

    @Override
    public synchronized int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
      int read = Math.min(left, length);
      left -= read;
      Arrays.fill(into, offset, offset + read, (byte) 0);
      return read == 0 && length > 0 ? -1 : read;
    }
  }

  @Test
  void knowsItsBuckets() throws Exception {
    assertThat(s3().getBucketLocation(ask -> ask.bucket(BUCKET)).locationConstraintAsString())
        .isEqualTo("local");
    assertThat(s3().headBucket(ask -> ask.bucket(BUCKET)).bucketRegion()).isEqualTo("local");
    assertThat(refusal(() -> s3().getBucketLocation(ask -> ask.bucket("fish"))))
        .isEqualTo("NoSuchBucket 404");
    assertThat(
            refusal(
                () ->
                    s3().putObject(
                            ask -> ask.bucket("fish").key("key"), RequestBody.fromString("x"))))
        .isEqualTo("NoSuchBucket 404");
    assertThat(refusal(() -> s3().getBucketLocation(ask -> ask.bucket("Big_Fish"))))
        .isEqualTo("InvalidBucketName 400");
  }

  @Test
  void sendsClientsToTheRegionThatHasTheBucket() throws Exception {
    try (LocalRegion other = LocalRegion.open(settings().named("local-2"))) {
      other.addBucket("fish");
    }
    S3Exception refused =
        catchThrowableOfType(
            S3Exception.class, () -> s3().getBucketLocation(ask -> ask.bucket("fish")));
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("PermanentRedirect");
    assertThat(
            refused.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region"))
        .contains("local-2");
  }

  @Test
  void hasEachBucketThatIsAskedForWhereThatIsSet() throws Exception {
    open(settings().owningEveryBucket());
    s3().putObject(ask -> ask.bucket("fish").key("key"), RequestBody.fromString("x"));
    assertThat(s3().getBucketLocation(ask -> ask.bucket("fish")).locationConstraintAsString())
        .isEqualTo("local");
  }

  @Test
  void listsObjectsByPrefixInPages() {
    for (String key : List.of("a/1", "a/2", "a/3", "b/1")) {
      put(key, noise(3));
    }
    assertThat(
            s3().listObjectsV2Paginator(ask -> ask.bucket(BUCKET).prefix("a/").maxKeys(2))
                .contents())
        .extracting(S3Object::key)
        .containsExactly("a/1", "a/2", "a/3");
  }

  private String begin(String key) {
    return s3().createMultipartUpload(
            ask -> ask.bucket(BUCKET).key(key).checksumAlgorithm(ChecksumAlgorithm.CRC32))
        .uploadId();
  }

  private CompletedPart upload(String id, String key, int number, byte[] bytes) {
    UploadPartResponse part =
        s3().uploadPart(
                ask ->
                    ask.bucket(BUCKET)
                        .key(key)
                        .uploadId(id)
                        .partNumber(number)
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32),
                RequestBody.fromBytes(bytes));
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(part.eTag())
        .checksumCRC32(part.checksumCRC32())
        .build();
  }

  private void complete(String id, String key, List<CompletedPart> parts) {
    s3().completeMultipartUpload(
            ask ->
                ask.bucket(BUCKET).key(key).uploadId(id).multipartUpload(all -> all.parts(parts)));
  }

  @Test
  void putsPartsTogetherInTheOrderOfTheirNumbers() {
    String id = begin("whole");
    CompletedPart second = upload(id, "whole", 2, noise(100));
    CompletedPart first = upload(id, "whole", 1, noise(PART));
    CompletedPart left = upload(id, "whole", 3, noise(7));
    assertThat(left.checksumCRC32()).isNotBlank();
    complete(id, "whole", List.of(first, second));
    byte[] whole = get("whole");
    assertThat(whole).hasSize(PART + 100);
    assertThat(Arrays.copyOf(whole, PART)).isEqualTo(noise(PART));
    assertThat(Arrays.copyOfRange(whole, PART, PART + 100)).isEqualTo(noise(100));
    assertThat(s3().headObject(ask -> ask.bucket(BUCKET).key("whole")).eTag()).endsWith("-2\"");
    assertThat(directory.resolve("local/object-data").toFile().list()).hasSize(2);
    assertThat(refusal(() -> complete(id, "whole", List.of(first)))).isEqualTo("NoSuchUpload 404");
  }

  @Test
  void refusesPartsThatAreTooSmallInAnotherOrderOrOthers() {
    String id = begin("whole");
    CompletedPart small = upload(id, "whole", 1, noise(PART - 1));
    CompletedPart last = upload(id, "whole", 2, noise(10));
    assertThat(refusal(() -> complete(id, "whole", List.of(small, last))))
        .isEqualTo("EntityTooSmall 400");
    assertThat(refusal(() -> complete(id, "whole", List.of(last, small))))
        .isEqualTo("InvalidPartOrder 400");
    CompletedPart other = last.toBuilder().eTag("0".repeat(32)).build();
    assertThat(refusal(() -> complete(id, "whole", List.of(other)))).isEqualTo("InvalidPart 400");
    assertThat(refusal(() -> complete(id, "whole", List.of()))).isEqualTo("MalformedXML 400");
    CompletedPart unchecked = CompletedPart.builder().partNumber(2).eTag(last.eTag()).build();
    assertThat(refusal(() -> complete(id, "whole", List.of(unchecked))))
        .isEqualTo("InvalidRequest 400");
    complete(id, "whole", List.of(last));
    assertThat(get("whole")).isEqualTo(noise(10));
  }

  @Test
  void refusesPartsOfUploadsThatAreNotThere() {
    String id = begin("whole");
    assertThat(refusal(() -> upload(id, "other", 1, noise(10)))).isEqualTo("NoSuchUpload 404");
    assertThat(refusal(() -> upload(id, "whole", 10_001, noise(10))))
        .isEqualTo("InvalidArgument 400");
    s3().abortMultipartUpload(ask -> ask.bucket(BUCKET).key("whole").uploadId(id));
    assertThat(refusal(() -> upload(id, "whole", 1, noise(10)))).isEqualTo("NoSuchUpload 404");
    assertThat(
            refusal(
                () ->
                    s3().abortMultipartUpload(ask -> ask.bucket(BUCKET).key("whole").uploadId(id))))
        .isEqualTo("NoSuchUpload 404");
    assertThat(directory.resolve("local/object-data")).isEmptyDirectory();
  }

  @Test
  void listsUploadsThatAreNotComplete() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(begin("a/" + i));
    }
    begin("b");
    assertThat(
            s3().listMultipartUploadsPaginator(ask -> ask.bucket(BUCKET).prefix("a/").maxUploads(2))
                .uploads())
        .extracting(MultipartUpload::uploadId)
        .containsExactlyElementsOf(ids);
  }

  @Test
  void takesOtherChecksumsToo() {
    for (ChecksumAlgorithm algorithm :
        List.of(ChecksumAlgorithm.CRC32, ChecksumAlgorithm.SHA1, ChecksumAlgorithm.SHA256)) {
      s3().putObject(
              ask -> ask.bucket(BUCKET).key("key").checksumAlgorithm(algorithm),
              RequestBody.fromString(algorithm.toString()));
      assertThat(get("key")).asString().isEqualTo(algorithm.toString());
    }
  }

  @Test
  void tellsWhatWasLeft() throws Exception {
    put("key", noise(10));
    String id = begin("whole");
    assertThat(region().leaks())
        .containsExactlyInAnyOrder(
            new Leak(Leak.Kind.OBJECT, BUCKET + "/key"), new Leak(Leak.Kind.MULTIPART_UPLOAD, id));
  }

  @Test
  void objectsOutliveTheRegion() throws Exception {
    put("key", noise(2_000_000));
    open(settings());
    assertThat(get("key")).isEqualTo(noise(2_000_000));
  }

  @Test
  void policyKnowsActionsByTheirOwnNames() throws Exception {
    put("key", noise(10));
    open(settings().allowing(Policy.denying("s3:ListBucket", "s3:PutObject")));
    assertThat(refusal(() -> begin("whole"))).isEqualTo("AccessDenied 403");
    assertThat(catchThrowable(() -> s3().listObjectsV2(ask -> ask.bucket(BUCKET))))
        .hasMessageContaining("not authorized to perform: s3:ListBucket");
    assertThat(get("key")).isEqualTo(noise(10));
  }
}
