package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ebs.model.ListSnapshotBlocksResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;

class FaultsTest extends RegionTest {

  private static final Faults NONE = Faults.seeded(1);

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            Fault.throttled(), "RequestThrottledException 400", "RequestLimitExceeded 503"),
        Arguments.of(Fault.internalError(), "InternalServerException 500", "InternalError 500"),
        Arguments.of(Fault.unavailable(), "ServiceUnavailableException 503", "Unavailable 503"),
        Arguments.of(
            Fault.concurrentLimit(),
            "ConcurrentLimitExceededException 400",
            "ConcurrentSnapshotLimitExceeded 400"),
        Arguments.of(
            Fault.notFound(), "ResourceNotFoundException 404", "InvalidSnapshot.NotFound 400"),
        Arguments.of(Fault.denied(), "AccessDeniedException 403", "UnauthorizedOperation 403"),
        Arguments.of(
            Fault.credentialsExpired(), "ExpiredTokenException 403", "RequestExpired 400"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesOnceInTheWordsOfEachService(Fault fault, String ebs, String ec2) {
    String id = uploader().start(1);
    region().inject(NONE.on("PutSnapshotBlock", "DescribeSnapshots").attempt(1).give(fault));

    assertThat(refusal(() -> uploader().put(id, 0, TestBlocks.zeros()))).isEqualTo(ebs);
    assertThat(refusal(() -> describeSnapshot(id))).isEqualTo(ec2);
    uploader().put(id, 0, TestBlocks.zeros());
    assertThat(describeSnapshot(id).snapshotId()).isEqualTo(id);
  }

  @Test
  void cannotReadABlockOffTheWireNowAndThen() {
    String id = uploader().start(1);
    region().inject(NONE.on("PutSnapshotBlock").attempt(1).give(Fault.blockUnreadable()));

    assertThatThrownBy(() -> uploader().put(id, 0, TestBlocks.zeros()))
        .hasMessageContaining("Failed to read block data");
    uploader().put(id, 0, TestBlocks.zeros());
  }

  @Test
  void failsOnlyTheBlockAndTheAttemptsThatTheRuleNames() {
    String id = uploader().start(1);
    region()
        .inject(NONE.on("PutSnapshotBlock").block(7, 9).attempts(2, 3).give(Fault.unavailable()));

    uploader().put(id, 8, TestBlocks.zeros());
    for (int block : List.of(7, 9)) {
      uploader().put(id, block, TestBlocks.zeros());
      assertThat(refusal(() -> uploader().put(id, block, TestBlocks.zeros()))).endsWith("503");
      assertThat(refusal(() -> uploader().put(id, block, TestBlocks.zeros()))).endsWith("503");
      uploader().put(id, block, TestBlocks.zeros());
    }
  }

  @Test
  void theFirstRuleThatTakesARequestDecides() {
    region()
        .inject(
            NONE.on("StartSnapshot")
                .attempt(1)
                .give(Fault.internalError())
                .on()
                .give(Fault.unavailable()));

    assertThat(refusal(() -> uploader().start(1))).endsWith("500");
    assertThat(refusal(() -> uploader().start(1))).endsWith("503");
    assertThat(refusal(() -> clients().sts().getCallerIdentity())).endsWith("503");
  }

  @Test
  void failsAboutAsOftenAsItIsToldAndTheSameRequestsForTheSameSeed() {
    List<Integer> first = throttled(Faults.seeded(7));
    List<Integer> again = throttled(Faults.seeded(7));
    List<Integer> other = throttled(Faults.seeded(8));

    assertThat(first).isEqualTo(again).isNotEqualTo(other);
    assertThat(first.size()).isBetween(15, 45);
  }

  private List<Integer> throttled(Faults faults) {
    region().inject(faults.on("GetSnapshotBlock").sometimes(0.3).give(Fault.throttled()));
    List<Integer> throttled = new ArrayList<>();
    for (int block = 0; block < 100; block++) {
      int index = block;
      String refusal =
          refusal(
              () ->
                  clients()
                      .ebs()
                      .getSnapshotBlockAsBytes(
                          get ->
                              get.snapshotId("snap-0123456789abcdef0")
                                  .blockIndex(index)
                                  .blockToken("AAAA")));
      if (refusal.startsWith("RequestThrottled")) {
        throttled.add(block);
      }
    }
    return throttled;
  }

  @Test
  void throttlesWhatIsMoreThanTheBucketHolds() {
    // A bucket that gains one token per hour admits exactly its capacity.
    region().inject(NONE.on("DescribeRegions").beyond(1.0 / 3600, 3).give(Fault.throttled()));

    for (int i = 0; i < 3; i++) {
      clients().ec2().describeRegions();
    }
    assertThat(refusal(() -> clients().ec2().describeRegions()))
        .isEqualTo("RequestLimitExceeded 503");
  }

  @Test
  void resetsTheConnectionAndDoesNothing() {
    String id = uploader().start(1);
    region().inject(NONE.on("PutSnapshotBlock").give(Fault.reset()));

    assertThatThrownBy(() -> uploader().put(id, 0, TestBlocks.zeros()))
        .isInstanceOf(SdkClientException.class)
        .hasRootCauseInstanceOf(IOException.class);
    uploader().complete(id, 0);
  }

  @Test
  void losesTheAnswerOfWhatIsDone() {
    region().inject(NONE.on("StartSnapshot").attempt(1).give(Fault.answerLost()));

    assertThatThrownBy(() -> start("token")).isInstanceOf(SdkClientException.class);
    assertThat(clients().ec2().describeSnapshots(ask -> ask.ownerIds("self")).snapshots())
        .extracting(snapshot -> snapshot.snapshotId())
        .containsExactly(start("token"));
  }

  private String start(String token) {
    return clients()
        .ebs()
        .startSnapshot(start -> start.volumeSize(1L).clientToken(token))
        .snapshotId();
  }

  @Test
  void cutsTheAnswerOfWhatIsDone() {
    region().inject(NONE.on("StartSnapshot").attempt(1).give(Fault.answerCut()));

    assertThatThrownBy(() -> start("token")).isInstanceOf(SdkClientException.class);
    assertThat(clients().ec2().describeSnapshots(ask -> ask.ownerIds("self")).snapshots())
        .hasSize(1);
  }

  @Test
  void stallsUntilTheClientGivesUpOrTheRegionCloses() throws Exception {
    region().inject(NONE.on("DescribeRegions").give(Fault.stalled()));

    try (SSLSocket socket = RawRequest.connect(region())) {
      RawRequest.describeRegions(region()).signed("ec2").writeTo(socket);
      socket.setSoTimeout(200);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      socket.setSoTimeout(20_000);
      closeRegion();
      assertThat(readOrReset(socket)).as("the end of the connection").isNegative();
    }
  }

  private static int readOrReset(Socket socket) {
    try {
      return socket.getInputStream().read();
    } catch (IOException e) {
      return -1;
    }
  }

  @Test
  void answersLate() {
    Duration delay = Duration.ofMillis(300);
    region().inject(NONE.on("DescribeRegions").give(Fault.slow(delay)));

    long start = System.nanoTime();
    clients().ec2().describeRegions();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(delay);
  }

  @Test
  void addsItsLatencyToEachAnswer() throws Exception {
    open(settings().withLatency(Duration.ofMillis(100)));

    long start = System.nanoTime();
    clients().ec2().describeRegions();
    clients().ec2().describeRegions();

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(200));
  }

  @Test
  void answersWithAnotherChecksum() {
    String id = uploader().start(1);
    region().inject(NONE.on("PutSnapshotBlock").attempt(1).give(Fault.wrongChecksum()));
    byte[] block = TestBlocks.random(1);

    assertThat(uploader().put(id, 0, block).checksum()).isNotEqualTo(TestBlocks.checksum(block));
    assertThat(uploader().put(id, 0, block).checksum()).isEqualTo(TestBlocks.checksum(block));
  }

  @Test
  void givesEmptyPagesWithATokenForTheNext() {
    String snapshot = completedSnapshot();
    region()
        .inject(NONE.on("ListSnapshotBlocks", "DescribeImages").attempt(1).give(Fault.emptyPage()));

    ListSnapshotBlocksResponse empty =
        clients().ebs().listSnapshotBlocks(ask -> ask.snapshotId(snapshot));
    assertThat(empty.blocks()).isEmpty();
    assertThat(
            clients()
                .ebs()
                .listSnapshotBlocks(ask -> ask.snapshotId(snapshot).nextToken(empty.nextToken()))
                .blocks())
        .hasSize(1);
    DescribeImagesResponse images =
        clients().ec2().describeImages(ask -> ask.owners("amazon").maxResults(5));
    assertThat(images.images()).isEmpty();
    assertThat(
            clients()
                .ec2()
                .describeImages(ask -> ask.owners("amazon").nextToken(images.nextToken()))
                .images())
        .hasSize(12);
  }

  @Test
  void doesNotShowAtOnceWhatWasJustMade() {
    String image = register("blog", completedSnapshot());
    region().inject(NONE.on("DescribeImages").attempts(1, 2).give(Fault.emptyResult()));

    assertThat(clients().ec2().describeImages(ask -> ask.owners("self")).images()).isEmpty();
    assertThat(clients().ec2().describeImages(ask -> ask.owners("self")).images()).isEmpty();
    assertThat(clients().ec2().describeImages(ask -> ask.owners("self")).images())
        .extracting(seen -> seen.imageId())
        .containsExactly(image);
  }

  @Test
  void letsSnapshotsAndImagesFailInTheEnd() throws Exception {
    String good = completedSnapshot();
    open(settings().readyAfter(1));
    region().inject(NONE.on("CompleteSnapshot", "RegisterImage").give(Fault.failsLater()));
    String snapshot = uploader().start(1);
    uploader().complete(snapshot, 0);
    String image = register("blog", good);

    assertThat(describeSnapshot(snapshot).stateAsString()).isEqualTo("pending");
    assertThat(describeSnapshot(snapshot).stateAsString()).isEqualTo("error");
    assertThat(describeImage(image).stateAsString()).isEqualTo("pending");
    assertThat(describeImage(image).stateAsString()).isEqualTo("failed");
    assertThat(describeImage(image).stateReason().message()).isNotBlank();
  }

  @Test
  void countsTheRequestsOfEachOperation() {
    String id = uploader().start(1);
    region().inject(NONE.on("PutSnapshotBlock").attempt(1).give(Fault.throttled()));
    assertThat(refusal(() -> uploader().put(id, 0, TestBlocks.zeros()))).endsWith("400");
    uploader().put(id, 0, TestBlocks.zeros());

    assertThat(region().requests())
        .containsEntry("StartSnapshot", 1L)
        .containsEntry("PutSnapshotBlock", 2L);
  }

  @Test
  void reportsWhatWasLeftLyingAbout() throws Exception {
    String used = completedSnapshot();
    register("blog", used);
    assertThat(region().leaks()).isEmpty();

    String unused = completedSnapshot();
    open(settings().readyAfter(1));
    String pending = uploader().start(1);
    String waiting = register("wiki", used);
    region().inject(NONE.on("RegisterImage").give(Fault.failsLater()));
    String failed = register("shop", used);
    describeImage(failed);

    assertThat(region().leaks())
        .containsExactlyInAnyOrder(
            new Leak(Leak.Kind.UNUSED_SNAPSHOT, unused),
            new Leak(Leak.Kind.PENDING_SNAPSHOT, pending),
            new Leak(Leak.Kind.PENDING_IMAGE, waiting),
            new Leak(Leak.Kind.FAILED_IMAGE, failed));
    pass(Duration.ofHours(2));
    assertThat(region().leaks()).contains(new Leak(Leak.Kind.FAILED_SNAPSHOT, pending));
  }
}
