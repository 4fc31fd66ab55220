package io.github.miragemaven.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.miragemaven.aws.wire.Answer;
import io.github.miragemaven.aws.wire.Header;
import io.github.miragemaven.aws.wire.Route;
import io.github.miragemaven.aws.wire.SignedCalls;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.local.LocalCredentials;
import io.github.miragemaven.local.LocalRegion;
import io.github.miragemaven.local.LocalRegionSettings;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.tls.TlsContexts;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ebs.model.ChecksumAlgorithm;

class EbsCallsTest {

  private static final byte[] BLOCK = new byte[512 * 1024];
  private static final String CHECKSUM =
      Base64.getEncoder().encodeToString(Sha256.digest().digest(BLOCK));

  @TempDir Path directory;

  @Test
  void takeABlockThere() throws Exception {
    try (AwsRegion region = new TestRegions(directory).aws(1).region("local")) {
      String snapshot = start(region);

      Answer answer = put(region.ebsCalls().orElseThrow(), snapshot, CHECKSUM);

      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.header("x-amz-checksum")).contains(CHECKSUM);
    }
  }

  @Test
  void goTheWayThatTheSdkHasFound() throws Exception {
    try (AwsRegion region = new TestRegions(directory).aws(1).region("local")) {
      assertThat(region.ebsCalls()).isEmpty();

      start(region);

      assertThat(region.ebsCalls()).isPresent().isEqualTo(region.ebsCalls());
    }
  }

  @Test
  void areLeftToTheSdkWhereAProxyIsBetween() throws Exception {
    AwsSettings settings =
        new AwsSettings(
            Optional.of(new AccessKey("AKIDEXAMPLE", "secret", Optional.empty())),
            Optional.empty(),
            Optional.of(URI.create("https://127.0.0.1:1")),
            Optional.of(
                new ProxySettings(
                    URI.create("http://127.0.0.1:1"),
                    Optional.empty(),
                    Optional.empty(),
                    Set.of())),
            1,
            directory);
    try (AwsRegion region = new Aws(settings).region("us-west-2")) {
      refused(() -> start(region));

      assertThat(region.ebsCalls()).isEmpty();
    }
  }

  static Fault[] faults() {
    return new Fault[] {
      Fault.throttled(),
      Fault.internalError(),
      Fault.unavailable(),
      Fault.notFound(),
      Fault.denied(),
      Fault.credentialsExpired(),
      Fault.blockUnreadable()
    };
  }

  @ParameterizedTest
  @MethodSource("faults")
  void failAsTheSdksDo(Fault fault) throws Exception {
    TestRegions regions =
        new TestRegions(directory)
            .failing(Faults.seeded(1).on("PutSnapshotBlock").attempts(1, 2).give(fault));
    try (AwsRegion region = regions.aws(1).region("local")) {
      String snapshot = start(region);

      SdkException ours = refused(() -> put(region.ebsCalls().orElseThrow(), snapshot, CHECKSUM));
      SdkException theirs = refused(() -> putByTheSdk(region, snapshot));

      assertThat(CallFailure.of(ours)).isEqualTo(CallFailure.of(theirs));
      assertThat(Transience.of(ours)).isEqualTo(Transience.of(theirs));
      put(region.ebsCalls().orElseThrow(), snapshot, CHECKSUM);
    }
  }

  static Fault[] lostAnswers() {
    return new Fault[] {Fault.reset(), Fault.answerLost(), Fault.answerCut()};
  }

  @ParameterizedTest
  @MethodSource("lostAnswers")
  void canBeTriedAgainWithoutAnAnswer(Fault fault) throws Exception {
    TestRegions regions =
        new TestRegions(directory)
            .failing(Faults.seeded(1).on("PutSnapshotBlock").attempt(1).give(fault));
    try (AwsRegion region = regions.aws(1).region("local")) {
      String snapshot = start(region);
      SignedCalls calls = region.ebsCalls().orElseThrow();

      SdkException failure = refused(() -> put(calls, snapshot, CHECKSUM));

      assertThat(Transience.of(failure)).isEqualTo(Transience.PASSING);
      assertThat(CallFailure.of(failure).action()).isEqualTo("ebs:PutSnapshotBlock");
      assertThat(put(calls, snapshot, CHECKSUM).status()).isEqualTo(201);
    }
  }

  @Test
  void areSignedWithASessionsToken() throws Exception {
    try (LocalRegion local = LocalRegion.open(LocalRegionSettings.in(directory))) {
      LocalCredentials session = local.temporaryCredentials(Duration.ofHours(1));
      SSLContext tls =
          TlsContexts.fastest(new KeyManager[0], new TrustManager[] {local.trustManager()});
      URI endpoint = local.endpoint();
      Route route = new Route("https", endpoint.getHost(), endpoint.getPort(), local.name(), "ebs");
      AwsSessionCredentials credentials =
          AwsSessionCredentials.create(
              session.accessKeyId(),
              session.secretAccessKey(),
              session.sessionToken().orElseThrow());

      try (SignedCalls calls =
          new SignedCalls(
              route,
              StaticCredentialsProvider.create(credentials),
              Optional.empty(),
              tls,
              Duration.ofMinutes(1))) {
        SdkException failure = refused(() -> put(calls, "snap-0123456789abcdef0", CHECKSUM));

        assertThat(CallFailure.of(failure).code()).isEqualTo("ResourceNotFoundException");
      }
    }
  }

  @Test
  void endWhereTheBuildIsInterrupted() throws Exception {
    try (AwsRegion region = new TestRegions(directory).aws(1).region("local")) {
      String snapshot = start(region);
      Thread.currentThread().interrupt();

      SdkException failure =
          refused(() -> put(region.ebsCalls().orElseThrow(), snapshot, CHECKSUM));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(failure).isInstanceOf(AbortedException.class);
    }
  }

  private static SdkException refused(ThrowingCallable call) {
    return catchThrowableOfType(SdkException.class, call);
  }

  private static String start(AwsRegion region) {
    return region.ebs().startSnapshot(start -> start.volumeSize(1L)).snapshotId();
  }

  private static Answer put(SignedCalls calls, String snapshot, String checksum) {
    return calls.put(
        "ebs:PutSnapshotBlock",
        "/snapshots/" + snapshot + "/blocks/0",
        List.of(
            new Header("x-amz-data-length", "524288"),
            new Header("x-amz-checksum", checksum),
            new Header("x-amz-checksum-algorithm", "SHA256")),
        Channels.newChannel(new ByteArrayInputStream(BLOCK)),
        BLOCK.length);
  }

  private static void putByTheSdk(AwsRegion region, String snapshot) {
    region
        .ebs()
        .putSnapshotBlock(
            put ->
                put.snapshotId(snapshot)
                    .blockIndex(0)
                    .dataLength(BLOCK.length)
                    .checksum(CHECKSUM)
                    .checksumAlgorithm(ChecksumAlgorithm.SHA256),
            RequestBody.fromBytes(BLOCK));
  }
}
